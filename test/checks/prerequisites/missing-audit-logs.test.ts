import { expect, test } from 'vitest';
import { missingAuditLogs } from '../../../src/checks/prerequisites/missing-audit-logs.ts';
import type { LogVisibility } from '../../../src/evidence/logs/visibility.ts';
import type { AuditLogging } from '../../../src/evidence/audit-logging.ts';
import type { ManagedCluster } from '../../../src/evidence/managed-cluster.ts';
import type { PlatformMetrics } from '../../../src/evidence/platform-metrics.ts';
import type { Gathered, Missing } from '../../../src/model.ts';
import { collectAuditLog } from '../../../src/remediation/audit-log.ts';
import { findLostRows } from '../../../src/remediation/lost-rows.ts';
import { unknownReasons } from '../../../src/shared/errors.ts';
import {
  auditLogging,
  auditSource,
  clusterId,
  diagnosticSetting,
  logVisibility,
  logWindow,
  managedCluster,
  platformMetrics,
} from '../../support/azure-evidence.ts';
import { ago, forbidden, gathered, verdictOn } from '../../support/evidence.ts';

interface Given {
  readonly visibility?: Gathered<LogVisibility>;
  readonly cluster?: Gathered<ManagedCluster>;
  readonly metrics?: Gathered<PlatformMetrics>;
}

function on(logging: AuditLogging, given: Given = {}) {
  return verdictOn(missingAuditLogs, {
    auditLogging: logging,
    logVisibility: given.visibility ?? gathered(logVisibility()),
    managedCluster: given.cluster ?? gathered(managedCluster()),
    platformMetrics: given.metrics ?? gathered(platformMetrics()),
  });
}

const noRows: Missing = {
  ok: false,
  reason: 'notCollected',
  detail: 'No audit-log row of the cluster arrived between 10:00 and 11:00.',
  remedy: 'Look at the diagnostic setting.',
};

test('a log that arrives passes', () => {
  expect(on(auditLogging())).toEqual({ outcome: 'pass', inspected: 1 });
});

test('no setting at all is high', () => {
  expect(on({ settings: [], source: null }, { visibility: noRows })).toEqual({
    outcome: 'fail',
    inspected: 0,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'AuditLog', name: 'setting' },
        summary:
          'The audit log of the cluster cannot be asked: there is no diagnostic setting; expected is kube-audit in a Log Analytics workspace.',
        observed: { text: 'there is no diagnostic setting' },
        excerpts: [],
        remediation: collectAuditLog({ resourceId: clusterId, settings: [] }),
      },
    ],
  });
});

test('settings without the audit log are named, and their workspace is used', () => {
  const settings = [diagnosticSetting({ categories: ['kube-apiserver'] })];

  expect(on({ settings, source: null })).toMatchObject({
    findings: [
      {
        observed: { text: 'none of 1 diagnostic setting collects the audit log' },
        excerpts: [
          { label: 'Setting to-law', value: 'kube-apiserver to workspace law-shop (tables of their own)' },
        ],
        remediation: collectAuditLog({ resourceId: clusterId, settings }),
      },
    ],
  });
});

test('a log that goes elsewhere is named with the place', () => {
  const settings = [
    diagnosticSetting({
      name: 'archive',
      workspaceId: null,
      categories: ['kube-audit'],
      otherDestinations: ['storage account logs', 'event hub siem'],
    }),
  ];

  expect(on({ settings, source: null })).toMatchObject({
    findings: [
      {
        summary:
          'The audit log of the cluster cannot be asked: the audit log goes to 1 place that cannot be asked, and to no workspace; expected is kube-audit in a Log Analytics workspace.',
        excerpts: [
          { label: 'Setting archive', value: 'kube-audit to storage account logs and event hub siem' },
        ],
      },
    ],
  });
});

test('a missing setting is found on a stopped cluster too', () => {
  const cluster = gathered(managedCluster({ powerState: 'Stopped' }));

  expect(on({ settings: [], source: null }, { cluster })).toMatchObject({ outcome: 'fail' });
});

test('a setting of which no row arrives is high and inferred', () => {
  expect(on(auditLogging(), { visibility: noRows })).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'inferred',
        resource: { kind: 'AuditLog', name: 'rows' },
        summary:
          'The audit log of the cluster is sent, but no row of it arrived in AKSAudit of the workspace law-shop; expected are rows all the time, because nodes renew their leases every ten seconds.',
        observed: { text: 'no row of it arrived in AKSAudit of the workspace law-shop' },
        excerpts: [
          {
            label: 'The workspace',
            value: 'No audit-log row of the cluster arrived between 10:00 and 11:00.',
          },
          {
            label: 'Setting to-law',
            value: 'kube-audit and kube-apiserver to workspace law-shop (tables of their own)',
          },
        ],
        remediation: findLostRows(clusterId, auditSource()),
      },
    ],
  });
});

test.each(unknownReasons.filter((reason) => reason !== 'notCollected'))(
  'a workspace that did not answer (%s) says nothing about rows',
  (reason) => {
    expect(on(auditLogging(), { visibility: { ...noRows, reason } })).toEqual({
      outcome: 'unknown',
      reason,
      detail: noRows.detail,
      remedy: noRows.remedy,
    });
  },
);

test('rows that are late, or a log that has just begun, do arrive', () => {
  const late = logVisibility({ window: logWindow({ seenTo: ago(3_600) }) });

  expect(on(auditLogging(), { visibility: gathered(late) })).toEqual({ outcome: 'pass', inspected: 1 });
});

test('a stopped cluster writes no log', () => {
  const cluster = gathered(managedCluster({ powerState: 'Stopped' }));

  expect(on(auditLogging(), { visibility: noRows, cluster })).toEqual({
    outcome: 'notApplicable',
    why: 'The cluster is stopped: an API server that does not run writes no audit log.',
  });
});

test('a cluster that was created moments ago may have its first rows on their way', () => {
  const creating = gathered(managedCluster({ provisioningState: 'Creating' }));

  expect(on(auditLogging(), { visibility: noRows, cluster: creating })).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'The cluster seems to be new, so its first rows may still be on their way. No audit-log row of the cluster arrived between 10:00 and 11:00.',
    remedy: 'Audit again in an hour. Look at the diagnostic setting.',
  });
});

test('what is not known of the cluster does not hide that no rows arrive', () => {
  expect(on(auditLogging(), { visibility: noRows, cluster: forbidden, metrics: forbidden })).toMatchObject({
    outcome: 'fail',
  });
});
