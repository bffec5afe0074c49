import { expect, test } from 'vitest';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import {
  aCluster,
  aHeadline,
  anAudit,
  anEntry,
  aSweep,
  summary,
  sweepId,
  planned,
} from '../store/builders.ts';
import { ask, depsWith } from './asking.ts';
import { dark, sick, threeClusters } from './fleet.ts';

async function swept(): Promise<History> {
  const history = await threeClusters();
  await history.openSweep(aSweep(0));
  await history.planClusters(sweepId(0), planned(sick, dark));
  await history.markLedger(sweepId(0), dark.key, 'failed', 'The audit broke at every try.');
  await history.closeSweep(sweepId(0), '2026-11-24T12:03:00.000Z', summary);
  return history;
}

test.each([
  ['/', 'Prod-1'],
  [`/clusters/${sick.key}`, 'Jobs in a: 48,211; expected at most 10,000.'],
  [`/clusters/${dark.key}`, 'The audit broke at every try.'],
  [`/sweeps/${sweepId(0)}`, 'The audit broke at every try.'],
  ['/checks/silent-nodes', 'LIST leases in kube-node-lease'],
  ['/checks/silent-nodes', 'Log Analytics: last lease renewal of each node'],
])('GET %s is a page with the notice and %j', async (path, text) => {
  const deps = depsWith({ history: await swept(), pageNotice: 'Sample data: nothing here is real.' });
  const page = await ask(deps, path);
  expect({ status: page.status, type: page.headers['content-type'] }).toEqual({
    status: 200,
    type: 'text/html; charset=utf-8',
  });
  expect(page.text).toContain(text);
  expect(page.text).toContain('Sample data: nothing here is real.');
});

test('the files that a page loads are there', async () => {
  const page = await ask(depsWith(), '/');
  const files = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/gu)].map(([, path = '']) => path);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const { status, headers } = await ask(depsWith(), file);
    expect({ file, status, type: headers['content-type'] }).toEqual({
      file,
      status: 200,
      type: expect.stringMatching(/^text\/(?:css|javascript); charset=utf-8$/) as unknown,
    });
  }
});

test.each(['/clusters/nobody', '/sweeps/nope', '/checks/nope', '/assets/nope', '/nope', '/nope/deeper'])(
  'GET %s is a 404: a page for people, problem details for programs',
  async (path) => {
    const page = await ask(depsWith(), path, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect({ status: page.status, type: page.headers['content-type'] }).toEqual({
      status: 404,
      type: 'text/html; charset=utf-8',
    });
    const problem = await ask(depsWith(), path, { headers: { accept: 'application/json' } });
    expect({ status: problem.status, type: problem.headers['content-type'] }).toEqual({
      status: 404,
      type: 'application/problem+json',
    });
  },
);

test('the dashboard reads the findings of few clusters, the worst, however large the fleet', async () => {
  const history = memoryHistory();
  for (let place = 0; place < 100; place += 1) {
    const cluster = aCluster(`c${place}`);
    const findings = place === 42 ? { critical: 1 } : place % 2 === 0 ? { low: place } : {};
    await history.saveAudit(anAudit(cluster, 0, { headline: aHeadline({ findings }) }));
    const summary = `What c${place} suffers from.`;
    await history.saveBaseline(cluster.key, [
      anEntry('open', { summary, severity: place === 42 ? 'critical' : 'low' }),
      anEntry('mended', {
        summary: `What c${place} suffered from.`,
        severity: 'critical',
        state: 'resolved',
      }),
    ]);
  }
  const asked: string[] = [];
  const counting: History = {
    ...history,
    baseline(key) {
      asked.push(key);
      return history.baseline(key);
    },
  };
  const { text } = await ask(depsWith({ history: counting }), '/');
  expect(asked.length).toBeLessThanOrEqual(12);
  expect(asked[0]).toBe(aCluster('c42').key);
  expect(text).toContain('What c42 suffers from.');
  expect(text).not.toContain('suffered from');
});
