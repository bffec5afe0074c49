import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { asset, checkPage, checksPage, problemPage, sweepPage } from '../../src/pages/index.ts';
import { aCluster, aNewest, aSweep, minute, summary } from '../store/builders.ts';
import { elementsOf, sectionOf, textOf, textsOf } from './markup.ts';
import { aChecksView, aCheckView, aLatest, aSweepView, frame } from './views.ts';

describe('sweep page', () => {
  test('what went wrong comes first, each cluster with its state and the reason', () => {
    const rows = textsOf(
      sectionOf(sweepPage(aSweepView()), 'clusters').replace(/<thead.*?<\/thead>/su, ''),
      'tr',
    );
    expect(rows).toEqual(['prod-c Failed The name cannot be resolved.', 'prod-a Audited', 'prod-b Audited']);
  });

  test.each([
    [false, true],
    [true, false],
  ])('complete: %s', (complete, said) => {
    const sweep = aSweep(0, {
      status: 'closed',
      closedAt: minute(3).toISOString(),
      summary: { ...summary, complete },
    });
    expect(textOf(sweepPage(aSweepView({ sweep }))).includes('The sweep is incomplete.')).toBe(said);
  });

  test('an open one shows its progress from its clusters, has no figures and loads again', () => {
    const sweep = aSweep(0, { status: 'planning' });
    const ledger = [
      { sweepId: sweep.id, cluster: aCluster('a'), state: 'planned' },
      { sweepId: sweep.id, cluster: aCluster('b'), state: 'missed' },
    ] as const;
    const html = sweepPage(aSweepView({ sweep, ledger }));
    expect(textOf(html)).toContain('Planning a sweep : 1 of 2 clusters done.');
    expect(elementsOf(html, 'body')[0]?.attributes).toEqual({ 'data-refresh': '5' });
    expect(elementsOf(html, 'dl')).toEqual([]);
  });

  test('what its audits found stands beside each cluster, while they are the newest', () => {
    const audits = new Map([[aCluster('prod-a').key, aNewest()]]);
    const rows = textsOf(
      sectionOf(sweepPage(aSweepView({ audits })), 'clusters').replace(/<thead.*?<\/thead>/su, ''),
      'tr',
    );
    expect(rows).toEqual([
      'prod-c Failed The name cannot be resolved.',
      'prod-a Audited 1 high 83 2 min',
      'prod-b Audited',
    ]);
  });

  test('without a cluster yet it says so', () => {
    const html = sweepPage(aSweepView({ sweep: aSweep(0), ledger: [] }));
    expect(textOf(sectionOf(html, 'clusters'))).toBe('Clusters No cluster is planned yet.');
  });
});

describe('check page', () => {
  test('tells each threshold with its unit, where a finding ends, and its source, and each evidence with whether it is needed', () => {
    const html = checkPage(
      aCheckView({
        clusters: [],
        evidence: [
          { kind: 'apiMetrics', source: 'GET /metrics', required: true },
          { kind: 'nodeHeartbeats', source: 'GET leases', required: false },
        ],
      }),
    );
    const rows = textsOf(html.replaceAll(/<thead.*?<\/thead>/gsu, ''), 'tr');
    expect(rows).toEqual([
      'Quota 8 GiB 8 GiB learn.microsoft.com',
      'Large 2 GiB 1.8 GiB learn.microsoft.com',
      'Medium 50 % 45 % learn.microsoft.com',
      'High 75 % 70 % github.com',
      'Critical 90 % 86 % github.com',
      'API metrics GET /metrics Yes',
      'Node heartbeats GET leases No, but the answer is better with it',
    ]);
  });

  test('where it fails comes before where it is unknown; each is a link, and all are on the fleet page', () => {
    const html = checkPage(aCheckView());
    const section = sectionOf(html, 'clusters');
    expect(textsOf(section.replace(/<thead.*?<\/thead>/su, ''), 'tr')).toEqual([
      'prod-a Failed 12 min ago',
      'prod-b Unknown 12 min ago',
    ]);
    expect(elementsOf(section, 'a').map(({ attributes }) => attributes['href'])).toEqual([
      `/clusters/${aCluster('prod-a').key}`,
      `/clusters/${aCluster('prod-b').key}`,
      '/?check=large-etcd-database&outcome=fail#clusters',
      '/?check=large-etcd-database&outcome=unknown#clusters',
    ]);
    expect(textsOf(html, 'dd').slice(-5)).toEqual(['1 of 3', '1', '1', '0', '0']);
  });

  test('passing everywhere is an all-clear only where all were judged', () => {
    const clusters = [{ latest: aLatest('a'), outcome: null }];
    const html = checkPage(aCheckView({ clusters }));
    expect(textOf(html)).toContain('Fails in 0 of 1 No cluster could be judged.');
    expect(textOf(html)).toContain('Not audited with it 1');
  });

  test('of many clusters the first are shown, and how many there are', () => {
    const clusters = Array.from({ length: 60 }, (_, place) => ({
      latest: aLatest(`c${place}`),
      outcome: 'fail' as const,
    }));
    const section = sectionOf(checkPage(aCheckView({ clusters })), 'clusters');
    expect(textsOf(section, 'tr')).toHaveLength(51);
    expect(textOf(section)).toContain('The first 50 of 60.');
  });

  test('thresholds that somebody set otherwise say for whom and why', () => {
    const check = 'large-etcd-database';
    const overrides = [
      { id: 'a', check, values: { quota: 4 * 1024 ** 3, high: 0.8 }, tag: 'env=test', reason: 'Small ones' },
      { id: 'b', check, values: { high: 0.7 } },
    ];
    const section = sectionOf(checkPage(aCheckView({ overrides })), 'overrides');
    expect(textsOf(section.replace(/<thead.*?<\/thead>/su, ''), 'tr')).toEqual([
      'clusters tagged env=test Quota 4 GiB and High 80 % Small ones.',
      'the whole fleet High 70 %',
    ]);
  });

  test('one without thresholds says so', () => {
    const { check } = aCheckView();
    const html = checkPage(aCheckView({ check: { ...check, thresholds: {} } }));
    expect(textOf(sectionOf(html, 'thresholds'))).toBe(
      'Thresholds There is no number in it: each thing is right or wrong.',
    );
  });
});

test('the list of checks tells in how many clusters each fails, those that fail most first', () => {
  const { checks } = aChecksView();
  const found = (fail: number) => ({ pass: 4 - fail, fail, unknown: 1, notApplicable: 0 });
  const tallies = checks.map((tally, place) => ({
    ...tally,
    clusters: found(tally.check.id === 'high-etcd-memory' ? 3 : place === 0 ? 1 : 0),
  }));
  const html = checksPage(aChecksView({ checks: tallies, audited: 5 }));
  const [, first = ''] = textsOf(sectionOf(html, 'etcd'), 'tr');
  expect(first).toMatch(/^(?:.*) 3 1 1 0$/u);
  expect(first).toContain(tallies.find(({ check }) => check.id === 'high-etcd-memory')?.check.title);
  expect(textsOf(html, 'tr').filter((text) => !text.startsWith('Check'))).toHaveLength(checks.length);
  expect(textOf(html)).toContain('by the newest audit of each of 5 clusters');
});

test('the problem page says what is wrong and leads on', () => {
  const html = problemPage({ ...frame, status: 404, title: 'Not found', detail: 'There is no cluster "a".' });
  expect(textsOf(html, 'main')).toEqual(['404 Not found There is no cluster "a". Go to the fleet']);
});

test('a notice stands on the page, and none leaves no trace', () => {
  const problem = { ...frame, status: 404, title: 'Not found', detail: 'Gone.' };
  expect(textOf(problemPage({ ...problem, notice: 'Sample data: built in.' }))).toContain(
    'Sample data: built in.',
  );
  expect(problemPage(problem)).not.toContain('class="sample"');
});

describe('assets', () => {
  test('the style sheet loads nothing else', () => {
    expect(asset('app.css')?.type).toBe('text/css; charset=utf-8');
    expect(asset('app.css')?.body).not.toMatch(/url\(|@import/u);
  });

  test('the script is one that a browser can parse', () => {
    const { body, type } = asset('app.js') ?? { body: '(', type: '' };
    expect(type).toBe('text/javascript; charset=utf-8');
    expect(() => new Script(body)).not.toThrow();
  });

  test.each(['', 'app', 'app.css/', '../app.css', 'constructor', '__proto__'])('%j is none', (name) => {
    expect(asset(name)).toBeNull();
  });
});
