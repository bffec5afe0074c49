import { expect, test } from 'vitest';
import { loadDigest } from '../../../src/notify/digest/load-digest.ts';
import type { History } from '../../../src/store/history.ts';
import { memoryHistory } from '../../../src/store/memory-history.ts';
import { rollUpCluster } from '../../../src/sweep/roll-up.ts';
import { aCluster, aSweep, anAudit, summary, sweepId } from '../../store/builders.ts';
import { containing } from '../../support/matchers.ts';
import { digestDeps, dueAt, weekly } from './weeks.ts';

test('a report of 1,000 clusters reads once what there is of each, and not of others', async () => {
  const history = memoryHistory();
  await history.openSweep(aSweep(0));
  for (let i = 0; i < 1_000; i += 1) {
    const cluster = aCluster(`cluster-${i}`);
    const tags = { owner: i < 900 ? 'payments' : 'data' };
    const audit = anAudit(cluster, 0, { facts: { tier: null, location: null, nodes: null, tags } });
    await history.planClusters(sweepId(0), [{ cluster, state: 'planned' }]);
    await history.saveAudit(audit);
    await rollUpCluster(history, audit);
  }
  await history.closeSweep(sweepId(0), dueAt.toISOString(), summary);

  const { counted, calls, mostAtOnce } = counting(history);
  const digest = await loadDigest(digestDeps(counted), { ...weekly, csv: true }, dueAt);
  expect(digest.clusters).toEqual({ total: 900, notAudited: [], notAuditedTotal: 0 });
  expect(digest.csv).toMatchObject({ leftOut: containing('are attached at most') });
  expect(calls).toEqual({ latest: 1, sweeps: 1, baseline: 900, rollups: 900, ledger: 1, audit: 900 });
  // Two of each cluster, and sixteen clusters.
  expect(mostAtOnce()).toBe(32);
});

const read = ['latest', 'sweeps', 'baseline', 'rollups', 'ledger', 'audit'] as const;

function counting(history: History) {
  const calls: Record<string, number> = {};
  let [now, most] = [0, 0];
  const counted = { ...history };
  for (const name of read) {
    const original = history[name] as (...given: readonly unknown[]) => Promise<unknown>;
    Object.assign(counted, {
      [name]: async (...given: readonly unknown[]) => {
        calls[name] = (calls[name] ?? 0) + 1;
        now += 1;
        most = Math.max(most, now);
        try {
          return await original(...given);
        } finally {
          now -= 1;
        }
      },
    });
  }
  return { counted, calls, mostAtOnce: () => most };
}
