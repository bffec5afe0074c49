import { expect, test } from 'vitest';
import { seemsNew } from '../../../src/checks/support/new-cluster.ts';
import type { Missing } from '../../../src/model.ts';
import { managedCluster, platformMetrics, series } from '../../support/azure-evidence.ts';
import { ago, forbidden, gathered } from '../../support/evidence.ts';

const cluster = gathered(managedCluster());
const all = platformMetrics();
const cpu = series('apiserver_cpu_usage_percentage', [10]);

test('a cluster with metrics of the whole window is not new', () => {
  expect(seemsNew(cluster, gathered(all))).toBe(false);
  expect(seemsNew(forbidden, gathered(all))).toBe(false);
});

test('one that is being created is new', () => {
  expect(seemsNew(gathered(managedCluster({ provisioningState: 'Creating' })), gathered(all))).toBe(true);
});

test.each([
  ['at the middle of the window', 1_800, false],
  ['after it', 1_799, true],
])('one whose first value comes %s', (_, seconds, expected) => {
  const points = [
    { at: ago(3_600), average: null, maximum: null },
    { at: ago(seconds), average: 10, maximum: null },
    { at: ago(300), average: 10, maximum: 20 },
  ];

  expect(seemsNew(cluster, gathered({ ...all, series: [{ ...cpu, points }] }))).toBe(expected);
});

test('one that Azure has no metrics of is new; one whose metrics were not read is not', () => {
  const none: Missing = { ...forbidden, reason: 'notCollected' };

  expect(seemsNew(cluster, none)).toBe(true);
  expect(seemsNew(cluster, gathered({ ...all, series: [] }))).toBe(true);
  expect(seemsNew(cluster, forbidden)).toBe(false);
});
