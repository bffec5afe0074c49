import { expect, test } from 'vitest';
import { writeOnlyAuditLogs } from '../../../src/checks/prerequisites/write-only-audit-logs.ts';
import type { AuditLogging } from '../../../src/evidence/audit-logging.ts';
import { collectReads } from '../../../src/remediation/audit-log.ts';
import {
  auditLogging,
  auditSource,
  clusterId,
  diagnosticSetting,
  managedCluster,
} from '../../support/azure-evidence.ts';
import { forbidden, gathered, verdictOn } from '../../support/evidence.ts';

function on(logging: AuditLogging) {
  return verdictOn(writeOnlyAuditLogs, {
    auditLogging: logging,
    managedCluster: gathered(managedCluster()),
  });
}

const settings = [
  diagnosticSetting({ categories: ['kube-audit-admin', 'kube-apiserver'] }),
  diagnosticSetting({
    name: 'archive',
    workspaceId: null,
    categories: ['kube-audit'],
    otherDestinations: ['storage account logs'],
  }),
];
const source = auditSource({ sees: 'writes', table: 'AKSAuditAdmin' });

test('a log with kube-audit-admin alone is medium, wherever else kube-audit goes', () => {
  expect(on(auditLogging({ settings, source }))).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'AuditLog', name: 'reads' },
        summary:
          'Of the audit log only kube-audit-admin goes to the workspace law-shop, which has no GET and LIST requests; expected is kube-audit.',
        observed: {
          text: 'only kube-audit-admin goes to the workspace law-shop, which has no GET and LIST requests',
        },
        excerpts: [
          { label: 'Read from', value: 'AKSAuditAdmin, plan Analytics' },
          {
            label: 'Setting to-law',
            value: 'kube-audit-admin and kube-apiserver to workspace law-shop (tables of their own)',
          },
          { label: 'Setting archive', value: 'kube-audit to storage account logs' },
        ],
        remediation: collectReads({ resourceId: clusterId, settings }, source),
      },
    ],
  });
});

test('a log with kube-audit passes', () => {
  expect(on(auditLogging())).toEqual({ outcome: 'pass', inspected: 1 });
});

test('no log at all is for another check to say', () => {
  expect(on(auditLogging({ settings: [], source: null }))).toEqual({
    outcome: 'notApplicable',
    why: 'The audit log does not go to any workspace: see missing-audit-logs.',
  });
});

test('it is found without knowing the cluster, with a variable for its id', () => {
  const verdict = verdictOn(writeOnlyAuditLogs, {
    auditLogging: auditLogging({ settings, source }),
    managedCluster: forbidden,
  });

  expect(verdict).toMatchObject({
    findings: [{ remediation: collectReads({ resourceId: null, settings }, source) }],
  });
});
