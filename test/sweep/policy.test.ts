/** What people decided, from the file or the API to the score and the page of a cluster. */
import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import type { AuditResult, Policy } from '../../src/model.ts';
import { clusterPage } from '../../src/pages/index.ts';
import { currentPolicy, noPolicy } from '../../src/policy/current-policy.ts';
import type { History } from '../../src/store/history.ts';
import { sectionOf, textOf } from '../pages/markup.ts';
import { aClusterView } from '../pages/views.ts';
import { start, type World, worldOf } from '../support/sweep-world.ts';

const hour = 3_600_000;
const suppression = {
  id: 'spot',
  check: 'silent-nodes',
  cluster: 'quiet',
  owner: 'team-spot',
  reason: 'Spot nodes come and go.',
  expires: new Date(start.getTime() + 1.5 * hour).toISOString(),
};

function quietWorld(policyFile: Policy = noPolicy): World {
  return worldOf({ fleet: () => ({ quiet: { n1: true, n2: false } }), policyFile });
}

async function audited(world: World, hours: number): Promise<AuditResult> {
  world.clock.moveTo(new Date(start.getTime() + hours * hour));
  await world.sweep();
  const newest = (await world.history.latestOf('quiet'))?.newest;
  const audit = await world.history.audit('quiet', newest?.id ?? '');
  if (audit === null) throw new Error('it was audited');
  return audit;
}

test('a suppressed finding costs no points and is shown, and comes back when the time is over', async () => {
  const world = quietWorld({ ...noPolicy, suppressions: [{ ...suppression, source: 'file' }] });

  const hidden = await audited(world, 0);
  expect(hidden.score).toEqual({ value: 100, coverage: 1, unsuppressed: 0 });
  expect(hidden.headline).toMatchObject({ score: 100, findings: {}, suppressed: 1 });
  const { owner, reason, expires } = suppression;
  expect(hidden.baseline).toMatchObject([
    { state: 'new', suppression: { id: 'spot', owner, reason, expires } },
  ]);
  expect((await world.history.openFindings())[0]?.findings).toMatchObject([{ suppression: { id: 'spot' } }]);
  const page = clusterPage(aClusterView({ audit: hidden, checks, now: start }));
  expect(textOf(sectionOf(page, 'suppressed'))).toMatch(
    /^Suppressed findings 1 .*High Suppressed Nodes that went silent New Thing n2 is broken\. Suppressed by team-spot Why Spot nodes come and go\. Until 24 Nov 2026, 07:30 UTC Entry spot /u,
  );
  expect(world.log).not.toContain('Suppressions have ended');

  const back = await audited(world, 2);
  expect(back.score).toEqual({ value: 0, coverage: 1, unsuppressed: 0 });
  expect(back.headline).toMatchObject({ findings: { high: 1 }, suppressed: 0 });
  expect(back.baseline).toMatchObject([{ state: 'unchanged', firstSeen: { at: start.toISOString() } }]);
  expect(back.baseline[0]?.suppression).toBeUndefined();
  expect(world.log).toContain('Suppressions have ended');
});

test('what is decided over the API counts from the next audit on, and no longer once it is removed', async () => {
  const world = quietWorld();
  expect((await audited(world, 0)).score.value).toBe(0);

  await world.history.addPolicyEntry('suppressions', { ...suppression, expires: '2027-01-01T00:00:00.000Z' });
  expect((await audited(world, 1)).score.value).toBe(100);

  await world.history.removePolicyEntry('suppressions', 'spot');
  expect((await audited(world, 2)).score.value).toBe(0);
});

test('a check is judged by the bounds that are set for the cluster', async () => {
  const world = quietWorld();
  await world.history.addPolicyEntry('thresholds', {
    id: 'two',
    check: 'silent-nodes',
    values: { least: 2 },
    cluster: 'QUIET',
  });

  expect((await audited(world, 0)).verdicts).toEqual([
    { check: 'silent-nodes', outcome: 'pass', inspected: 2 },
  ]);
});

test('a finding that is open but was not seen is suppressed by what is decided now', async () => {
  const days = [{ n1: false }, 'forbidden', 'forbidden'] as const;
  let day = 0;
  const world = worldOf({ fleet: () => ({ quiet: days[day] ?? {} }) });
  const suppressedBy: unknown[] = [];
  for (day = 0; day < days.length; day += 1) {
    const { baseline } = await audited(world, day);
    suppressedBy.push(baseline.map(({ state, suppression: by }) => [state, by?.id]));
    if (day === 0) await world.history.addPolicyEntry('suppressions', { ...suppression, id: 'api' });
  }

  // It ends an hour and a half after the first of the hourly sweeps.
  expect(suppressedBy).toEqual([[['new', undefined]], [['unknown', 'api']], [['unknown', undefined]]]);
});

test('many audits read what is stored once', async () => {
  let reads = 0;
  const names = Array.from({ length: 30 }, (_, place) => `c${place}`);
  const world = worldOf({ fleet: () => Object.fromEntries(names.map((name) => [name, { n1: true }])) });
  const stored: Pick<History, 'policyEntries'> = {
    policyEntries: async (kind) => {
      reads += 1;
      return world.history.policyEntries(kind);
    },
  };
  Object.assign(world.context, { policy: currentPolicy(noPolicy, stored, () => world.clock.now()) });
  await world.sweep();

  expect(world.reads.size).toBe(30);
  expect(reads).toBe(2);
});
