import { expect, test } from 'vitest';
import { fleetInsights } from '../../src/report/insights/fleet-insights.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { rememberFleet } from '../../src/sweep/remember-fleet.ts';
import { aCluster, anAudit, anEntry, aSweep, minute, someClients } from '../store/builders.ts';
import { ask, depsWith, jsonOf } from './asking.ts';

const account = 'system:serviceaccount:batch:job-dispatcher';
const baseline = [anEntry('f-lists', { culprit: { kind: 'client', name: `job-dispatcher (${account})` } })];

async function twoInTrouble() {
  const history = memoryHistory();
  for (const name of ['a', 'b']) await history.saveAudit(anAudit(aCluster(name), 0, { baseline }));
  await rememberFleet(history, minute(3));
  await history.saveAudit(anAudit(aCluster('dark'), 0, { clients: null, evidence: [], baseline: [] }));
  await history.openSweep(aSweep(0, { unseen: ['Subscription s-2 may not be read.'] }));
  return history;
}

test('GET /api/insights tells of the fleet as it is now, and what could not be seen of it', async () => {
  const answer = await jsonOf(depsWith({ history: await twoInTrouble() }), '/api/insights');

  expect(answer).toMatchObject({
    remembered: { since: minute(3).toISOString(), days: 30 },
    sharedClients: {
      items: [
        {
          name: 'job-dispatcher',
          versions: ['3.2.1'],
          worst: 'high',
          clusters: [{ cluster: { name: 'a' } }, { cluster: { name: 'b' } }],
        },
      ],
      total: 1,
      unseen: [{ cluster: { name: 'dark' }, why: 'Its audit log was not read.' }],
      unseenTotal: 1,
    },
    newClients: { items: [], total: 0, unseenTotal: 1 },
    vanished: { hidden: ['Subscription s-2 may not be read.'] },
    subscriptions: { items: [{ subscriptionId: null, clusters: 3 }] },
  });
});

test('before the first sweep there is nothing to tell, and nothing is known', async () => {
  const nothing = { latest: [], open: [], clients: [], memory: null, hidden: [], now: minute(0) };
  expect(await jsonOf(depsWith(), '/api/insights')).toEqual(fleetInsights(nothing));
});

test('the page of a cluster reads of the others only where a finding names a client', async () => {
  const history = await twoInTrouble();
  const culprit = { kind: 'client', name: `job-dispatcher (${account})` } as const;
  const audit = anAudit(aCluster('a'), 10, { baseline, clients: someClients });
  const [verdict] = audit.verdicts.filter(({ outcome }) => outcome === 'fail');
  if (verdict?.outcome !== 'fail') throw new Error('the audit has no finding');
  const [finding] = verdict.findings;
  await history.saveAudit({ ...audit, verdicts: [{ ...verdict, findings: [{ ...finding, culprit }] }] });
  let asked = 0;
  const counting = {
    ...history,
    busyClients: () => {
      asked += 1;
      return history.busyClients();
    },
  };
  const pageOf = async (name: string) =>
    (await ask(depsWith({ history: counting }), `/clusters/${aCluster(name).key}`)).text;

  expect(await pageOf('a')).toContain('Also heavy in');
  expect(asked).toBe(1);
  expect(await pageOf('b')).not.toContain('Also heavy in');
  expect(asked).toBe(1);
});
