/** The report as a person reads it: what is wrong first, each with what to do; what follows from it is told there. */
import { expect, test } from 'vitest';
import { type DoctorItem, type DoctorReport, itemOf, sorted } from '../../src/doctor/report.ts';
import { doctorText } from '../../src/doctor/text.ts';

const role = itemOf({
  id: 'roles:Monitoring Reader',
  check: 'roles',
  status: 'missing',
  what: 'Monitoring Reader on each subscription of the fleet',
  detail: 'The identity of the auditor may not: Microsoft.Insights/metrics/read, at sub-1.',
  remedy: 'Assign the role Monitoring Reader to the identity of the auditor.',
  commands: ['az 1', 'az 2', 'az 3', 'az 4', 'az 5'],
  clusters: Array.from({ length: 20 }, (_, index) => `aks-${index + 1}`),
  unknownChecks: ['high-etcd-memory'],
});

const items: readonly DoctorItem[] = [
  itemOf({
    id: 'a',
    check: 'settings',
    status: 'ok',
    what: 'App settings',
    detail: 'All of them can be read.',
  }),
  itemOf({
    id: 'b',
    check: 'logs',
    status: 'unknown',
    what: 'Platform metrics of 20 clusters',
    detail: 'Refused.',
    because: role.id,
  }),
  itemOf({
    id: 'c',
    check: 'clusters',
    status: 'skipped',
    what: '1 cluster not audited',
    detail: 'It is stopped.',
    clusters: ['aks-21'],
  }),
  role,
  itemOf({
    id: 'd',
    check: 'endpoints',
    status: 'warning',
    what: 'Clock of this machine',
    detail: 'It is off.\u001B[31m\nAnd more.',
    remedy: 'Set it.',
  }),
];

function reportWith(given: readonly DoctorItem[], ready: boolean): DoctorReport {
  return {
    schemaVersion: 1,
    checkedAt: '2026-11-24T12:00:00.000Z',
    source: 'azure',
    identity: null,
    clusters: 21,
    ready,
    items: sorted(given),
  };
}

test('the worst first, so many names and commands, and nothing that moves the cursor', () => {
  expect(doctorText(reportWith(items, false), { colour: false })).toBe(
    `Looked at 21 clusters in Azure: 1 missing, 1 unknown, 1 warning, 1 skipped, 1 ok.
NOT READY: a sweep would not see everything that it should.

MISSING Roles in Azure: Monitoring Reader on each subscription of the fleet
  The identity of the auditor may not: Microsoft.Insights/metrics/read, at sub-1.
  Clusters: aks-1, aks-2, aks-3, aks-4, aks-5, aks-6, aks-7, aks-8 and 12 more.
  Not seen because of it: Logs and metrics.
  Unknown without it: high-etcd-memory.
  → Assign the role Monitoring Reader to the identity of the auditor.
    az 1
    az 2
    az 3
    and 2 more: see --format json

WARNING Endpoints: Clock of this machine
  It is off. [31m And more.
  → Set it.

skipped  Clusters: 1 cluster not audited (aks-21): It is stopped.
ok       Settings: App settings: All of them can be read.
`,
  );
});

test('in colours, where there is a terminal', () => {
  const text = doctorText(reportWith(items.slice(0, 1), true), { colour: true });

  expect(text).toContain('\u001B[32mReady for the first sweep.\u001B[0m');
  expect(text).toContain('\u001B[32mok     \u001B[0m  Settings');
});
