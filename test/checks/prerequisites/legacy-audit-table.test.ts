import { expect, test } from 'vitest';
import { legacyAuditTable } from '../../../src/checks/prerequisites/legacy-audit-table.ts';
import type { AuditLogging } from '../../../src/evidence/audit-logging.ts';
import type { LogVisibility } from '../../../src/evidence/logs/visibility.ts';
import type { Gathered } from '../../../src/model.ts';
import { moveToOwnTables } from '../../../src/remediation/audit-log.ts';
import {
  auditLogging,
  auditSource,
  clusterId,
  diagnosticSetting,
  logVisibility,
  managedCluster,
} from '../../support/azure-evidence.ts';
import { briefly, findingsIn, forbidden, gathered, verdictOn } from '../../support/evidence.ts';

function on(logging: AuditLogging, visibility: Gathered<LogVisibility> = gathered(logVisibility())) {
  return verdictOn(legacyAuditTable, {
    auditLogging: logging,
    logVisibility: visibility,
    managedCluster: gathered(managedCluster()),
  });
}

const shared = diagnosticSetting({ name: 'old', mode: 'azureDiagnostics' });
const own = diagnosticSetting({ name: 'new' });
const fromShared = auditSource({ mode: 'azureDiagnostics', table: 'AzureDiagnostics' });

function cut(cutRows: number, unreadableRows = 0) {
  return gathered(logVisibility({ rows: 40_000, cutRows, unreadableRows }));
}

test('a log in AzureDiagnostics with more than 1 % of cut events is medium', () => {
  expect(on({ settings: [shared], source: fromShared }, cut(1_200, 30))).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'DiagnosticSetting', name: 'old' },
        summary:
          'The diagnostic setting old sends the audit log to AzureDiagnostics, and 3 % of its events are cut; expected are tables of their own and at most 1 % cut events.',
        observed: {
          text: 'the audit log to AzureDiagnostics, and 3 % of its events are cut',
          value: 0.03,
          unit: 'ratio',
        },
        threshold: { value: 0.01, unit: 'ratio', source: 'https://github.com/Azure/AKS/issues/4635' },
        excerpts: [
          { label: 'Cut events', value: '1,200 of 40,000, 30 of them beyond recovery' },
          { label: 'Read from', value: 'AzureDiagnostics in law-shop' },
          {
            label: 'Setting old',
            value: 'kube-audit and kube-apiserver to workspace law-shop (AzureDiagnostics)',
          },
        ],
        remediation: moveToOwnTables(shared, clusterId),
      },
    ],
  });
});

test.each([
  [0, 'low'],
  [400, 'low'],
  [401, 'medium'],
])('%d of 40,000 events cut', (rows, severity) => {
  expect(briefly(on({ settings: [shared], source: fromShared }, cut(rows)))).toEqual([`${severity} old`]);
});

test('a low finding has no share of cut events to compare', () => {
  const [finding] = findingsIn(on({ settings: [shared], source: fromShared }, cut(4)));

  expect(finding).toMatchObject({
    summary:
      'The diagnostic setting old sends the audit log to AzureDiagnostics; expected are tables of their own.',
    observed: { text: 'the audit log to AzureDiagnostics' },
  });
  expect(finding?.threshold).toBeUndefined();
});

test('tables of their own pass, whatever is known of the rows', () => {
  expect(on(auditLogging(), forbidden)).toEqual({ outcome: 'pass', inspected: 1 });
});

test('no audit log in a workspace is for another check to say', () => {
  expect(on({ settings: [], source: null })).toMatchObject({ outcome: 'notApplicable' });
});

test('a log of which no rows were seen is found, and may be worse', () => {
  expect(on({ settings: [shared], source: fromShared }, forbidden)).toMatchObject({
    outcome: 'fail',
    findings: [{ severity: 'low' }],
    unseen: {
      reason: 'forbidden',
      detail: 'How many events are cut is not known. Reading is forbidden.',
      remedy: 'Grant it.',
    },
  });
});

test('of several settings the legacy one is found although the auditor reads the other', () => {
  const verdict = on({ settings: [shared, own], source: auditSource() }, forbidden);

  expect(verdict).toMatchObject({ outcome: 'fail', inspected: 2 });
  expect(findingsIn(verdict)).toMatchObject([
    {
      severity: 'low',
      resource: { name: 'old' },
      excerpts: [{ value: 'AKSAudit in law-shop' }, { label: 'Setting old' }, { label: 'Setting new' }],
    },
  ]);
});

test('cut events are held against the setting that the rows come from', () => {
  const elsewhere = diagnosticSetting({ name: 'other', mode: 'azureDiagnostics', workspaceId: '/other' });

  expect(briefly(on({ settings: [shared, elsewhere], source: fromShared }, cut(1_200)))).toEqual([
    'medium old',
    'low other',
  ]);
});

test('with both categories in one workspace only the one that is read counts', () => {
  const admin = diagnosticSetting({
    name: 'admin',
    mode: 'azureDiagnostics',
    categories: ['kube-audit-admin'],
  });

  expect(briefly(on({ settings: [admin, shared], source: fromShared }, cut(1_200)))).toEqual([
    'low admin',
    'medium old',
  ]);
});

test('other logs may stay in AzureDiagnostics', () => {
  const other = diagnosticSetting({
    name: 'other',
    mode: 'azureDiagnostics',
    categories: ['kube-scheduler'],
  });

  expect(on({ settings: [own, other], source: auditSource() })).toEqual({ outcome: 'pass', inspected: 2 });
});

test('an audit log that goes to storage alone is in no table', () => {
  const storage = diagnosticSetting({ name: 'storage', mode: 'azureDiagnostics', workspaceId: null });

  expect(on({ settings: [own, storage], source: auditSource() })).toEqual({ outcome: 'pass', inspected: 2 });
});
