import { describe, expect, test } from 'vitest';
import { type WorkspaceFacts, chooseSource, tablesOf } from '../../src/azure/choose-source.ts';
import type { AuditSource, DiagnosticSetting, TablePlan } from '../../src/evidence/audit-logging.ts';
import type { Missing } from '../../src/model.ts';

describe('the source that shows most', () => {
  type Case = readonly [rule: string, settings: readonly DiagnosticSetting[], chosen: string];
  const cases: readonly Case[] = [
    [
      'kube-audit beats kube-audit-admin in one setting',
      [to('one', ['kube-audit-admin', 'kube-audit'])],
      'one AKSAudit all Analytics',
    ],
    [
      'kube-audit beats kube-audit-admin across settings',
      [to('one', ['kube-audit-admin']), to('two', ['kube-audit'])],
      'two AKSAudit all Analytics',
    ],
    [
      'even on a plan that costs',
      [to('one', ['kube-audit-admin']), to('basic', ['kube-audit'])],
      'basic AKSAudit all Basic',
    ],
    [
      'Analytics beats Basic',
      [to('basic', ['kube-audit']), to('one', ['kube-audit'])],
      'one AKSAudit all Analytics',
    ],
    [
      'Basic beats Auxiliary',
      [to('auxiliary', ['kube-audit']), to('basic', ['kube-audit'])],
      'basic AKSAudit all Basic',
    ],
    [
      'a plan beats a mode',
      [to('basic', ['kube-audit']), to('two', ['kube-audit'], 'azureDiagnostics')],
      'two AzureDiagnostics all Analytics',
    ],
    [
      'an own table beats AzureDiagnostics, which cuts long events',
      [to('two', ['kube-audit'], 'azureDiagnostics'), to('one', ['kube-audit'])],
      'one AKSAudit all Analytics',
    ],
    [
      'a workspace with the API server log beats one without',
      [to('one', ['kube-audit']), to('two', ['kube-audit', 'kube-apiserver'])],
      'two AKSAudit all Analytics + AKSControlPlane Analytics',
    ],
    [
      'the API server log of another setting to the same workspace counts',
      [to('one', ['kube-audit']), to('one', ['kube-apiserver'], 'azureDiagnostics')],
      'one AKSAudit all Analytics + AzureDiagnostics Analytics',
    ],
    [
      'of two logs of the API server the one that is cheaper to ask',
      [to('basic', ['kube-audit', 'kube-apiserver']), to('basic', ['kube-apiserver'], 'azureDiagnostics')],
      'basic AKSAudit all Basic + AzureDiagnostics Analytics',
    ],
    [
      'the API server log of another workspace does not count',
      [to('one', ['kube-audit']), to('two', ['kube-apiserver'])],
      'one AKSAudit all Analytics',
    ],
    ['writes only', [to('one', ['kube-audit-admin'])], 'one AKSAuditAdmin writes Analytics'],
    [
      'writes only in AzureDiagnostics',
      [to('one', ['kube-audit-admin'], 'azureDiagnostics')],
      'one AzureDiagnostics writes Analytics',
    ],
    [
      'else the order of the ids, so that it stays the same',
      [to('two', ['kube-audit']), to('one', ['kube-audit'])],
      'one AKSAudit all Analytics',
    ],
    ['no settings', [], 'none'],
    ['no audit category', [to('one', ['kube-apiserver', 'guard'])], 'none'],
    [
      'other destinations only',
      [{ ...to('one', ['kube-audit']), workspaceId: null, otherDestinations: ['storage account st'] }],
      'none',
    ],
    ['a workspace that may not be read', [to('secret', ['kube-audit'])], 'forbidden'],
    [
      'a secret place that shows more is not passed over',
      [to('secret', ['kube-audit']), to('one', ['kube-audit-admin'])],
      'forbidden',
    ],
    [
      'a secret place that shows the same is',
      [to('secret', ['kube-audit']), to('one', ['kube-audit'])],
      'one AKSAudit all Analytics',
    ],
    [
      'a secret place that shows less is',
      [to('secret', ['kube-audit-admin']), to('one', ['kube-audit'])],
      'one AKSAudit all Analytics',
    ],
    [
      'a secret place without audit events does not matter',
      [to('secret', ['kube-apiserver']), to('one', ['kube-audit-admin'])],
      'one AKSAuditAdmin writes Analytics',
    ],
    ['a workspace that is gone shows nothing', [to('gone', ['kube-audit'])], 'notCollected'],
    [
      'one that is gone does not hide what is left',
      [to('gone', ['kube-audit']), to('one', ['kube-audit-admin'])],
      'one AKSAuditAdmin writes Analytics',
    ],
  ];

  test.each(cases)('%s', (_, settings, chosen) => {
    expect(inWords(chooseSource(settings, workspaces))).toBe(chosen);
    expect(inWords(chooseSource(settings.toReversed(), workspaces))).toBe(chosen);
  });

  test('is everything that a query needs', () => {
    expect(chooseSource([to('basic', ['kube-audit', 'kube-apiserver'])], workspaces)).toEqual({
      workspaceId: 'basic',
      workspaceGuid: 'guid-of-basic',
      mode: 'resourceSpecific',
      sees: 'all',
      table: 'AKSAudit',
      plan: 'Basic',
      controlPlane: { table: 'AKSControlPlane', plan: 'Basic' },
    });
  });
});

test('only plans of tables that matter are asked for', () => {
  const settings = [
    to('one', ['kube-audit', 'guard']),
    to('one', ['kube-apiserver'], 'azureDiagnostics'),
    to('two', ['guard']),
  ];
  expect(tablesOf(settings)).toEqual(new Map([['one', new Set(['AKSAudit', 'AzureDiagnostics'])]]));
});

function to(
  workspaceId: string,
  categories: readonly string[],
  mode: DiagnosticSetting['mode'] = 'resourceSpecific',
): DiagnosticSetting {
  return { name: `to-${workspaceId}`, workspaceId, mode, categories, otherDestinations: [] };
}

const own = (plan: TablePlan) => ({ AKSAudit: plan, AKSAuditAdmin: plan, AKSControlPlane: plan });
const workspaces = new Map<string, WorkspaceFacts | Missing>([
  ['one', { ok: true, guid: 'guid-of-one', plans: {} }],
  ['two', { ok: true, guid: 'guid-of-two', plans: own('Analytics') }],
  ['basic', { ok: true, guid: 'guid-of-basic', plans: own('Basic') }],
  ['auxiliary', { ok: true, guid: 'guid-of-auxiliary', plans: own('Auxiliary') }],
  ['secret', { ok: false, reason: 'forbidden', detail: 'no', remedy: 'role' }],
  ['gone', { ok: false, reason: 'notCollected', detail: 'gone', remedy: 'elsewhere' }],
]);

function inWords(chosen: AuditSource | Missing | null): string {
  if (chosen === null) return 'none';
  if ('ok' in chosen) return chosen.reason;
  const { workspaceId, table, sees, plan, controlPlane } = chosen;
  const source = `${workspaceId} ${table} ${sees} ${plan}`;
  return controlPlane === null ? source : `${source} + ${controlPlane.table} ${controlPlane.plan}`;
}
