import { expect, test } from 'vitest';
import type { AlertCluster } from '../../../src/notification.ts';
import { maintenanceUntil } from '../../../src/notify/routing/maintenance.ts';
import type { MaintenanceWindow } from '../../../src/notify/settings/notify-settings.ts';
import { payments } from '../../support/alerts.ts';

function window(name: string, from: number, to: number, about: Partial<MaintenanceWindow> = {}) {
  const hour = (at: number): string => new Date(Date.UTC(2026, 10, 24, at)).toISOString();
  return {
    name,
    reason: 'The network is moved.',
    from: hour(from),
    to: hour(to),
    clusters: [],
    tags: [],
    ...about,
  };
}

const fleet = window('fleet', 2, 4);
const byName = window('by-name', 3, 8, { clusters: ['aks-prod-*', 'x'] });
const byTag = window('by-tag', 3, 6, { tags: ['env=prod', 'env=test'] });
const byBoth = window('by-both', 3, 9, { tags: ['env=prod'], clusters: ['aks-test-*'] });
const windows = [fleet, byName, byTag, byBoth];

const cases: readonly [string, AlertCluster | null, string, string | null][] = [
  ['before all of them', payments, '01:59:59.999', null],
  ['at the beginning of that of the fleet', payments, '02:00:00.000', 'fleet'],
  ['in three, of which the one that ends last counts', payments, '03:30:00.000', 'by-name'],
  ['at the end of one', payments, '06:00:00.000', 'by-name'],
  ['at the end of the last', payments, '08:00:00.000', null],
  ['for the fleet in that of the fleet', null, '03:30:00.000', 'fleet'],
  ['for the fleet in those of clusters', null, '04:00:00.000', null],
  ['by its tag', { ...payments, name: 'y' }, '05:00:00.000', 'by-tag'],
  [
    'with a tag and a name, both of which have to be right',
    { ...payments, name: 'aks-test-1' },
    '05:00:00.000',
    'by-both',
  ],
  ['without tags', { ...payments, tags: {} }, '05:00:00.000', 'by-name'],
];
test.each(cases)('%s', (_what, cluster, time, name) => {
  const found = windows.find((one) => one.name === name);

  expect(maintenanceUntil(windows, cluster, new Date(`2026-11-24T${time}Z`))).toEqual(
    found === undefined ? null : { until: new Date(found.to), window: found },
  );
});
