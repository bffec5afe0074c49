import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { asset, checkPage, problemPage, sweepPage } from '../../src/pages/index.ts';
import { aCluster, aSweep, minute, summary } from '../store/builders.ts';
import { elementsOf, sectionOf, textOf, textsOf } from './markup.ts';
import { aCheckView, aSweepView, frame } from './views.ts';

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

  test('without a cluster yet it says so', () => {
    const html = sweepPage(aSweepView({ sweep: aSweep(0), ledger: [] }));
    expect(textOf(sectionOf(html, 'clusters'))).toBe('Clusters No cluster is planned yet.');
  });
});

describe('check page', () => {
  test('tells each threshold with its unit and source, and each evidence with whether it is needed', () => {
    const html = checkPage(
      aCheckView({
        evidence: [
          { kind: 'apiMetrics', source: 'GET /metrics', required: true },
          { kind: 'nodeHeartbeats', source: 'GET leases', required: false },
        ],
      }),
    );
    const rows = textsOf(html.replaceAll(/<thead.*?<\/thead>/gsu, ''), 'tr');
    expect(rows).toEqual([
      'Quota 8 GiB learn.microsoft.com',
      'Large 2 GiB learn.microsoft.com',
      'Medium 50 % learn.microsoft.com',
      'High 75 % github.com',
      'Critical 90 % github.com',
      'API metrics GET /metrics Yes',
      'Node heartbeats GET leases No, but the answer is better with it',
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
