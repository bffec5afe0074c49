/** How many requests each thing costs that people wait for: what a page costs is said here, and cannot grow unseen. */
import { describe, expect, test } from 'vitest';
import type { History, Rollup } from '../../src/store/history.ts';
import { fleetOwner } from '../../src/store/history.ts';
import { tableHistory } from '../../src/store/table-history.ts';
import { testStorage } from '../support/azurite.ts';
import { aCluster, anAudit, anObservation, minute, sweepId } from './builders.ts';

const storage = testStorage();
const clusters = Array.from({ length: 12 }, (_, index) => aCluster(`c${index}`));
const dayMs = 86_400_000;
const newest = Date.parse('2026-11-24T00:00:00.000Z');

describe('storage requests', () => {
  test('the fleet page is one, whatever the number of clusters up to a thousand; so are the open findings and the busiest clients', async () => {
    const { history, requests } = counting();
    for (const cluster of clusters) await history.saveAudit(anAudit(cluster, 0));
    expect(await requests(() => history.latest())).toEqual({ answer: { length: 12 }, asked: 1 });
    expect(await requests(() => history.openFindings())).toEqual({ answer: { length: 12 }, asked: 1 });
    expect(await requests(() => history.busyClients())).toEqual({ answer: { length: 12 }, asked: 1 });
  });

  test('a trend of 400 days is one', async () => {
    const { history, requests } = counting();
    await Promise.all(days(400).map((day) => history.saveRollup(fleetOwner, 'day', day)));
    const span = { from: new Date(newest - 399 * dayMs), to: new Date(newest) };
    const trend = () => history.rollups(fleetOwner, 'day', span, ['score', 'objects:pods']);
    expect(await requests(trend)).toEqual({ answer: { length: 400 }, asked: 1 });
  });

  test('a day of the whole fleet is one', async () => {
    const { history, requests } = counting();
    const [day = { at: '', figures: {} }] = days(1);
    for (const { key } of clusters) await history.saveRollup(key, 'day', day);
    const dayOfFleet = async () => [...(await history.dayOfFleet(new Date(newest), ['score']))];
    expect(await requests(dayOfFleet)).toEqual({ answer: { length: 12 }, asked: 1 });
  });

  test('what a week of hourly audits saw is one', async () => {
    const { history, requests } = counting();
    const [cluster = aCluster('none')] = clusters;
    await Promise.all(
      Array.from({ length: 168 }, (_, hour) =>
        history.saveAudit(anAudit(cluster, hour * 60), anObservation(hour * 60)),
      ),
    );
    const past = () => history.pastAudits(cluster.key, minute(0), minute(168 * 60));
    expect(await requests(past)).toEqual({ answer: { length: 168 }, asked: 1 });
  });

  test('the clients of a day of audits are one, and an audit with its clients is one', async () => {
    const { history, requests } = counting();
    const [cluster = aCluster('none')] = clusters;
    for (let hour = 0; hour < 6; hour += 1) await history.saveAudit(anAudit(cluster, hour * 60));
    const activity = () => history.clientActivity(cluster.key, minute(0), minute(5 * 60));
    expect(await requests(activity)).toEqual({ answer: { length: 6 }, asked: 1 });
    const audit = async () => [await history.audit(cluster.key, sweepId(60))];
    expect(await requests(audit)).toEqual({ answer: { length: 1 }, asked: 1 });
  });
});

function days(count: number): readonly Rollup[] {
  const one = { min: 1, max: 1, mean: 1, last: 1, count: 1 };
  const figures = { score: one, coverage: one, 'objects:pods': one };
  return Array.from({ length: count }, (_, index) => ({
    at: new Date(newest - index * dayMs).toISOString(),
    figures,
  }));
}

/** A history of its own, and how many requests a call of it sends; how long the list is that it answers. */
function counting() {
  const account = storage.account();
  const prefix = storage.unusedName();
  let sent = 0;
  const history: History = tableHistory({
    async openTable(name) {
      const client = await account.table(`${prefix}${name}`);
      client.pipeline.addPolicy({
        name: 'count',
        sendRequest(request, next) {
          sent += 1;
          return next(request);
        },
      });
      return client;
    },
    onUnreadable: (error) => {
      throw error;
    },
  });
  async function requests(ask: () => Promise<readonly unknown[]>) {
    const before = sent;
    const { length } = await ask();
    return { answer: { length }, asked: sent - before };
  }
  return { history, requests };
}
