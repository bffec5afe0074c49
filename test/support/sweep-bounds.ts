import { expect } from 'vitest';
import type { SweepCalls } from './sweep-calls.ts';

/** Bounds that hold whatever the size of the fleet. */
export function expectBounded(calls: SweepCalls): void {
  for (const { name, queries, clusters, plans } of calls.workspaces) {
    expect([name, queries <= 10 * plans * Math.ceil(clusters / 50)], `${queries} queries`).toEqual([
      name,
      true,
    ]);
    expect(queries).toBeGreaterThan(0);
  }
  expect(calls.mostQueriesAtOnce).toBeLessThanOrEqual(5);
  expect(calls.metricCalls).toBe(calls.leastMetricCalls);
  expect(calls.report.clusters).toHaveLength(calls.clusters);
  expect(calls.report.sweep.complete).toBe(true);
  for (const { name, load } of calls.report.clusters) {
    // A private cluster is not read at all, the others as a kubeconfig's are.
    const bounds = name.startsWith('aks-vault-neu-01') ? [0, 0] : [10, 40];
    expect(load.requests).toBeGreaterThanOrEqual(bounds[0] ?? 0);
    expect(load.requests).toBeLessThanOrEqual(bounds[1] ?? 0);
  }
}
