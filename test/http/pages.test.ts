import { describe, expect, test } from 'vitest';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import {
  aCluster,
  aHeadline,
  anAudit,
  anEntry,
  minute,
  aSweep,
  summary,
  sweepId,
  planned,
} from '../store/builders.ts';
import { textOf, textsOf } from '../pages/markup.ts';
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
  ['/checks', 'Nodes that went silent'],
  ['/findings', 'Jobs: 48,211; expected at most 10,000.'],
  ['/findings?group=client', 'No client is known to cause it'],
  ['/messages', 'Nobody is told of anything yet'],
  ['/reference', '/api/clusters/{key}/trends'],
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

describe('the fleet page is asked by its address', () => {
  const many = aHistory();

  async function aHistory(): Promise<History> {
    const history = memoryHistory();
    for (let place = 0; place < 130; place += 1) {
      const cluster = aCluster(`c${String(place).padStart(3, '0')}`);
      await history.saveAudit(anAudit(cluster, 0, { headline: aHeadline({ score: place % 100 }) }));
    }
    return history;
  }

  const namesIn = (html: string) =>
    textsOf(/<table class="cards sortable".*?<\/table>/su.exec(html)?.[0] ?? '', 'bdi').filter((name) =>
      name.startsWith('c'),
    );

  test('for pages of 100; one beyond the last is the last', async () => {
    const deps = depsWith({ history: await many });
    const [first, second, beyond] = await Promise.all(
      ['/?sort=name', '/?sort=name&page=2', '/?sort=name&page=9'].map((path) => ask(deps, path)),
    );
    expect(namesIn(first?.text ?? '')).toHaveLength(100);
    expect(namesIn(second?.text ?? '')[0]).toBe('c100');
    expect(namesIn(second?.text ?? '')).toHaveLength(30);
    expect(namesIn(beyond?.text ?? '')).toEqual(namesIn(second?.text ?? ''));
    expect(second?.text).toContain('Page 2 of 2');
  });

  test('for an order, and for some of the clusters', async () => {
    const deps = depsWith({ history: await many });
    const { text } = await ask(deps, '/?sort=score&order=desc&name=C09&tier=standard&tag=env%3Dprod');
    expect(namesIn(text)).toEqual([
      'c099',
      'c098',
      'c097',
      'c096',
      'c095',
      'c094',
      'c093',
      'c092',
      'c091',
      'c090',
    ]);
    expect(text).toContain('10 of 130 clusters');
  });

  test('as the form asks it, with the fields that were left empty', async () => {
    const deps = depsWith({ history: await many });
    const path = '/?name=c001&severity=&check=&outcome=&tier=&region=&tag=&sort=';
    expect(namesIn((await ask(deps, path)).text)).toEqual(['c001']);
  });

  test.each([
    ['/?nonsense=1', 'nonsense: There is no such parameter. Known are: name, tag, tier'],
    ['/?sort=luck', 'sort: Expected one of attention, name, score'],
    ['/?page=0', 'page: Expected a whole number from 1 to 10000.'],
    ['/?range=1y', 'range: Expected one of 7d, 30d, 90d, 400d.'],
    ['/?severity=bad', 'severity: Expected critical, high'],
    ['/?check=nope', 'check: There is no check &quot;nope&quot;'],
    [`/clusters/${sick.key}?range=8d`, 'range: Expected one of 7d, 30d, 90d, 400d.'],
    ['/findings?suppressed=maybe', 'suppressed: Expected one of yes, no.'],
    ['/findings?check=nope', 'check: There is no check &quot;nope&quot;'],
    ['/messages?status=lost', 'status: Expected one of pending, sent, dead, cancelled.'],
    ['/messages?after=x', 'continuationToken is not one that this list gave'],
    ['/checks?page=1', 'page: There is no such parameter. This route takes none.'],
    ['/reference?a=b', 'a: There is no such parameter. This route takes none.'],
  ])('%s is a page that says what is wrong', async (path, detail) => {
    const { status, text } = await ask(depsWith({ history: await threeClusters() }), path, {
      headers: { accept: 'text/html' },
    });
    expect(status).toBe(400);
    expect(text).toContain(detail);
  });
});

test('the pages draw what was rolled up, and say what moved within the week', async () => {
  const history = await swept();
  const at = (day: number) => new Date(Date.UTC(2026, 10, day)).toISOString();
  const figure = (value: number) => ({ min: value, max: value, mean: value, last: value, count: 1 });
  for (const [day, etcdUsed] of [
    [17, 0.5],
    [24, 0.75],
  ] as const) {
    const figures = { etcdUsed: figure(etcdUsed), 'findings.high': figure(day) };
    for (const owner of [sick.key, 'fleet']) {
      await history.saveRollup(owner, 'day', { at: at(day), figures });
    }
  }
  const deps = depsWith({ history });
  const fleet = textOf((await ask(deps, '/?range=90d')).text);
  expect(fleet).toContain(
    'From 17 Nov 2026 to 24 Nov 2026 etcd quota in use Prod-1 ▲ up 25 percentage points',
  );
  expect(fleet).toContain('High findings 24');
  const cluster = textOf((await ask(deps, `/clusters/${sick.key}?range=90d`)).text);
  expect(cluster).toContain('Use of the etcd quota Up 25 percentage points on the week before (50 %).');
});

test('a check says where it fails and where it is unknown, and its thresholds that were set otherwise', async () => {
  const history = await threeClusters();
  const override = { id: 'a', check: 'silent-nodes', values: {}, cluster: 'prod-*', reason: 'Slow network' };
  await history.addPolicyEntry('thresholds', override);
  await history.addPolicyEntry('thresholds', { ...override, id: 'b', check: 'slow-client' });
  const text = textOf((await ask(depsWith({ history }), '/checks/silent-nodes')).text);
  expect(text).toContain('Could not be judged in 1 Passes in 0 Does not apply in 0 Not audited with it 2');
  expect(text).toContain('clusters named prod-* Slow network.');
  expect(text.match(/clusters named/gu)).toHaveLength(1);
});

test('of findings that are many, a group alone is paged, and several show the first of each', async () => {
  const history = memoryHistory();
  for (let place = 0; place < 120; place += 1) {
    const cluster = aCluster(`c${place}`);
    await history.saveAudit(
      anAudit(cluster, 0, {
        baseline: [
          anEntry(`a${place}`, { summary: `Jobs of c${place} are too many.` }),
          anEntry(`b${place}`, {
            check: 'silent-nodes',
            severity: 'low',
            summary: `Node of c${place} is silent.`,
          }),
        ],
      }),
    );
  }
  const deps = depsWith({ history });
  const count = (html: string, part: string) => html.split(part).length - 1;
  const all = (await ask(deps, '/findings')).text;
  expect([count(all, 'are too many.'), count(all, 'is silent.')]).toEqual([5, 5]);
  expect(all).toContain('See all 120 findings');
  const one = (await ask(deps, '/findings?check=silent-nodes')).text;
  const rest = (await ask(deps, '/findings?check=silent-nodes&page=2')).text;
  expect([count(one, 'is silent.'), count(rest, 'is silent.')]).toEqual([100, 20]);
});

test.each([
  '/clusters/nobody',
  '/sweeps/nope',
  '/checks/nope',
  '/messages/nope',
  '/assets/nope',
  '/nope',
  '/nope/deeper',
])('GET %s is a 404: a page for people, problem details for programs', async (path) => {
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
});

test('the dashboard asks once for the findings of the fleet, however large, and shows the worst', async () => {
  const history = memoryHistory();
  for (let place = 0; place < 100; place += 1) {
    const severity = place === 42 ? 'critical' : 'low';
    const baseline = [
      anEntry(`open-${place}`, { summary: `What c${place} suffers from.`, severity }),
      anEntry(`mended-${place}`, {
        summary: `What c${place} suffered from.`,
        severity: 'critical',
        state: 'resolved',
        resolved: { sweepId: sweepId(0), at: minute(2).toISOString() },
      }),
    ];
    await history.saveAudit(anAudit(aCluster(`c${place}`), 0, { baseline }));
  }
  let asked = 0;
  const counting: History = {
    ...history,
    openFindings: () => {
      asked += 1;
      return history.openFindings();
    },
    baseline: () =>
      Promise.reject(new Error('The life of findings is not read one cluster after the other.')),
  };
  const { status, text } = await ask(depsWith({ history: counting }), '/');
  expect({ status, asked }).toEqual({ status: 200, asked: 1 });
  expect(text).toContain('What c42 suffers from.');
  expect(text).not.toContain('suffered from');
});
