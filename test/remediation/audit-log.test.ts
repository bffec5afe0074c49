import { expect, test } from 'vitest';
import type { DiagnosticSetting } from '../../src/evidence/audit-logging.ts';
import type { Remediation } from '../../src/model.ts';
import { collectAuditLog, collectReads, moveToOwnTables } from '../../src/remediation/audit-log.ts';
import { auditSource, clusterId, diagnosticSetting, workspaceId } from '../support/azure-evidence.ts';

function commandsOf({ steps }: Remediation): readonly string[] {
  return steps.flatMap(({ command }) => command ?? []);
}

function creation(settings: readonly DiagnosticSetting[]): string | undefined {
  return commandsOf(collectAuditLog({ resourceId: clusterId, settings })).find((command) =>
    command.includes('create'),
  );
}

test('without any setting a workspace has to be chosen first', () => {
  expect(commandsOf(collectAuditLog({ resourceId: clusterId, settings: [] }))).toEqual([
    'WORKSPACE_ID=$(az monitor log-analytics workspace show --resource-group="$RESOURCE_GROUP" --workspace-name="$WORKSPACE" --query=id --output=tsv)',
    `az monitor diagnostic-settings create --name=audit-log --resource=${clusterId} --workspace="$WORKSPACE_ID" --export-to-resource-specific true --logs='[{"category":"kube-audit","enabled":true},{"category":"kube-apiserver","enabled":true}]'`,
    'az monitor log-analytics workspace table update --resource-group="$RESOURCE_GROUP" --workspace-name="$WORKSPACE" --name=AKSAudit --plan=Basic',
  ]);
});

test('a workspace that other logs go to is used, without sending a log there twice', () => {
  expect(creation([diagnosticSetting({ categories: ['kube-apiserver'] })])).toBe(
    `az monitor diagnostic-settings create --name=audit-log --resource=${clusterId} --workspace=${workspaceId} --export-to-resource-specific true --logs='[{"category":"kube-audit","enabled":true}]'`,
  );
});

test('a setting is not replaced by one of the same name', () => {
  const names = ['Audit-Log', 'audit-log-2'];

  expect(creation(names.map((name) => diagnosticSetting({ name })))).toContain('--name=audit-log-3 ');
});

test('a cluster that has all five settings needs room first', () => {
  const settings = ['a', 'b', 'c', 'd', 'e'].map((name) => diagnosticSetting({ name }));
  const texts = collectAuditLog({ resourceId: null, settings }).steps.map(({ text }) => text);

  expect(texts[0]).toMatch(/^The cluster has the five diagnostic settings/);
});

test('reads are collected in the workspace that has the writes', () => {
  const source = auditSource({ sees: 'writes', table: 'AKSAuditAdmin' });
  const settings = [diagnosticSetting({ categories: ['kube-audit-admin'] })];

  expect(commandsOf(collectReads({ resourceId: clusterId, settings }, source))[0]).toBe(
    `az monitor diagnostic-settings create --name=audit-log --resource=${clusterId} --workspace=${workspaceId} --export-to-resource-specific true --logs='[{"category":"kube-audit","enabled":true}]'`,
  );
});

test('a setting is saved before it is moved, whatever it is called', () => {
  const [save] = commandsOf(moveToOwnTables(diagnosticSetting({ name: "it's; rm -rf" }), null));

  expect(save).toBe(
    String.raw`az monitor diagnostic-settings show --name='it'\''s; rm -rf' --resource="$CLUSTER_ID" --output=json > diagnostic-setting.backup.json`,
  );
});
