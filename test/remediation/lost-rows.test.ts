import { expect, test } from 'vitest';
import type { AuditSource } from '../../src/evidence/audit-logging.ts';
import { findLostRows } from '../../src/remediation/lost-rows.ts';
import { auditSource, clusterId, workspaceId } from '../support/azure-evidence.ts';

test.each<[Partial<AuditSource>, string]>([
  [{}, 'AKSAudit | summarize Rows = count(), Newest = max(TimeGenerated) by _ResourceId'],
  [
    { table: 'AzureDiagnostics', sees: 'writes' },
    'AzureDiagnostics | where Category == "kube-audit-admin" | summarize Rows = count(), Newest = max(TimeGenerated) by _ResourceId',
  ],
])('lost rows are looked for where they should be: %j', (given, kql) => {
  const commands = findLostRows(clusterId, auditSource(given)).steps.flatMap(({ command }) => command ?? []);

  expect(commands).toEqual([
    `az monitor diagnostic-settings list --resource=${clusterId}`,
    `az monitor log-analytics query --workspace=00000000-0000-0000-0000-00000000000a --timespan=P1D --analytics-query='${kql}' --output=table`,
    `az monitor log-analytics workspace show --ids=${workspaceId} --query=workspaceCapping`,
  ]);
});

test('the command line cannot ask a Basic table, the portal can', () => {
  const { steps } = findLostRows(clusterId, auditSource({ plan: 'Basic' }));

  expect(steps.some(({ command }) => command?.includes('log-analytics query') === true)).toBe(false);
  expect(steps.flatMap(({ kql }) => kql ?? [])).toEqual([
    'AKSAudit | summarize Rows = count(), Newest = max(TimeGenerated) by _ResourceId',
  ]);
});
