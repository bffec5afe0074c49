import { describe, expect, test } from 'vitest';
import { dashboardPage } from '../../src/pages/index.ts';
import { aCluster, aHeadline, aNewest, anEntry, aSweep, minute, summary } from '../store/builders.ts';
import { elementsOf, sectionOf, textOf, textsOf } from './markup.ts';
import { aDashboardView, aLatest } from './views.ts';

const whole = aHeadline({ score: 100, coverage: 1, findings: {} });
const at = minute(2).toISOString();
const notAudited = { sweepId: 's', at, why: 'The name cannot be resolved', state: 'missed' as const };

function newest(change: Parameters<typeof aHeadline>[0]) {
  return { newest: aNewest({ ...whole, ...change }) };
}

/** The names in the table of clusters, from the top. */
function orderOf(html: string): readonly string[] {
  return textsOf(sectionOf(html, 'clusters').replace(/<thead.*?<\/thead>/su, ''), 'bdi').filter(
    (name) => !name.startsWith('v1.'),
  );
}

describe('clusters', () => {
  test('what needs attention first is on top', () => {
    const clusters = [
      aLatest('fine', newest({})),
      aLatest('partly-seen', newest({ coverage: 0.7, score: 100 })),
      aLatest('low', newest({ findings: { low: 9 }, score: 90 })),
      aLatest('high', newest({ findings: { high: 1 } })),
      aLatest('two-high', newest({ findings: { high: 2 } })),
      aLatest('out-of-sight', { ...newest({}), notAudited }),
      aLatest('never', { newest: null, notAudited }),
      aLatest('critical', newest({ findings: { critical: 1 } })),
    ];
    expect(orderOf(dashboardPage(aDashboardView({ clusters })))).toEqual([
      'critical',
      'never',
      'out-of-sight',
      'two-high',
      'high',
      'low',
      'partly-seen',
      'fine',
    ]);
  });

  test('the order of equals is that of their names, whatever the order they came in', () => {
    const clusters = ['c', 'a', 'b'].map((name) => aLatest(name, newest({})));
    expect(orderOf(dashboardPage(aDashboardView({ clusters })))).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['all seen and nothing found', newest({}), 'a None 100 100 % 4.6 GiB v1.31.2 12 min ago'],
    [
      'nothing found in what was seen is no all-clear',
      newest({ coverage: 0.6, score: 100 }),
      'a None in what was seen 100 60 % 4.6 GiB v1.31.2 12 min ago',
    ],
    [
      'what was not seen is said, not shown as nothing',
      newest({ coverage: 0.2, score: null, etcdBytes: null, kubernetesVersion: null }),
      'a None in what was seen no score 20 % not seen not seen 12 min ago',
    ],
    ['never audited', { newest: null, notAudited }, 'a Never audited'],
    [
      'figures of an older audit are marked',
      { ...newest({ findings: { critical: 2, info: 1 } }), notAudited },
      'a Not in the newest sweep 2 critical 1 info 100 100 % 4.6 GiB v1.31.2 12 min ago',
    ],
  ])('%s', (_rule, change, row) => {
    const html = dashboardPage(aDashboardView({ clusters: [aLatest('a', change)] }));
    expect(textOf(/<tbody.*?<\/tbody>/su.exec(sectionOf(html, 'clusters'))?.[0] ?? '')).toBe(row);
  });

  test('of a very large fleet the rest is counted and linked, never dropped in silence', () => {
    const clusters = Array.from({ length: 502 }, (_, place) => aLatest(`c${place}`, newest({})));
    const section = sectionOf(dashboardPage(aDashboardView({ clusters })), 'clusters');
    expect(orderOf(section)).toHaveLength(500);
    expect(textOf(section)).toContain('2 more clusters that need less attention: see all as JSON');
  });
});

describe('headline', () => {
  test('is of the last closed sweep, and of all open findings', () => {
    const clusters = [
      aLatest('a', newest({ findings: { high: 2, low: 1 } })),
      aLatest('b', { ...newest({ findings: { high: 1 } }), notAudited }),
    ];
    const html = dashboardPage(aDashboardView({ clusters }));
    expect(textsOf(html, 'dd').map((text) => text.replaceAll(' . ', '. '))).toEqual([
      '72 of 100',
      '67 %',
      '4 3 high 1 low',
      '1 of 2',
      '11 min ago Took 3 min , 21 requests Next in 46 min',
    ]);
  });

  test('before a sweep has closed there is no figure', () => {
    const sweeps = [aSweep(0, { status: 'running' })];
    const html = dashboardPage(aDashboardView({ clusters: [aLatest('a', newest({}))], sweeps }));
    expect(textsOf(html, 'dd').slice(0, 2)).toEqual([
      'none Too little could be seen to give one.',
      'none No sweep has closed yet.',
    ]);
  });
});

describe('what keeps it from telling the whole truth comes first', () => {
  test('clusters that were not audited, with the reason', () => {
    const clusters = [
      aLatest('gone', { newest: null, notAudited }),
      aLatest('lost', { notAudited }),
      aLatest('fine'),
    ];
    const text = textOf(dashboardPage(aDashboardView({ clusters })));
    expect(text).toContain(
      '2 clusters of 3 could not be audited in the newest sweep. ' +
        'gone : The name cannot be resolved. It was never audited. ' +
        'lost : The name cannot be resolved. Its figures below are of an older audit.',
    );
    expect(text.indexOf('could not be audited')).toBeLessThan(text.indexOf('Fleet score'));
  });

  test('of many only some are named, and the rest is counted', () => {
    const clusters = Array.from({ length: 8 }, (_, place) => aLatest(`c${place}`, { notAudited }));
    expect(textOf(dashboardPage(aDashboardView({ clusters })))).toContain('3 more, in the table below');
  });

  test('a sweep that could not be planned', () => {
    const sweeps = [aSweep(0, { status: 'planning', problem: 'The kubeconfig cannot be read' })];
    expect(textOf(dashboardPage(aDashboardView({ sweeps })))).toContain(
      'The newest sweep could not be planned to the end. The kubeconfig cannot be read. See the sweep',
    );
  });
});

describe('what to do first', () => {
  test('names the cluster, the check, what is wrong and the remedy', () => {
    const entry = anEntry('f', { severity: 'critical' });
    const html = dashboardPage(aDashboardView({ worst: [{ cluster: aCluster('prod-a'), entry }] }));
    expect(textOf(sectionOf(html, 'worst'))).toBe(
      'What to do first Critical prod-a Too many objects of a kind Jobs: 48,211; expected at most 10,000. ' +
        'Delete what is left over, give its creator a time to live, and cap the kind by a quota.',
    );
  });

  test('a long sentence is cut between words, and a check that is gone keeps its name', () => {
    const entry = anEntry('f', { check: 'old-check', summary: `Much ${'more '.repeat(100)}` });
    const text = textOf(
      sectionOf(dashboardPage(aDashboardView({ worst: [{ cluster: aCluster('a'), entry }] })), 'worst'),
    );
    expect(text).toMatch(/^What to do first High a Old check Much (?:more ){30,40}…$/u);
  });
});

describe('sweeps', () => {
  const open = aSweep(0, { status: 'running' });
  const counts = { planned: 3, surveyed: 1, audited: 4, failed: 1, missed: 1, skipped: 0, vanished: 0 };

  test('while one is open its progress is shown and the page loads again, by the script or without', () => {
    const html = dashboardPage(aDashboardView({ current: { sweep: open, counts }, sweeps: [open] }));
    expect(textOf(html)).toContain('Sweeping the fleet : 6 of 10 clusters done, 1 failed.');
    expect(elementsOf(html, 'body')[0]?.attributes).toEqual({ 'data-refresh': '5' });
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="5"/></noscript>');
  });

  test('with none open the page stays', () => {
    const html = dashboardPage(aDashboardView());
    expect(elementsOf(html, 'body')[0]?.attributes).toEqual({});
    expect(html).not.toContain('http-equiv="refresh"');
  });

  test('each says how it ended', () => {
    const closedAt = minute(3).toISOString();
    const sweeps = [
      open,
      aSweep(0, { status: 'closed', closedAt, summary, trigger: 'request' }),
      aSweep(0, { status: 'closed', closedAt, summary: { ...summary, complete: true, findings: {} } }),
    ];
    const html = sectionOf(dashboardPage(aDashboardView({ sweeps })), 'sweeps');
    expect(textsOf(/<tbody.*<\/tbody>/su.exec(html)?.[0] ?? '', 'tr')).toEqual([
      '24 Nov 2026, 12:00 UTC By schedule Running',
      '24 Nov 2026, 12:00 UTC By request Incomplete 2 of 3 72 67 % 1 critical 3 low 3 min 2.8 GiB',
      '24 Nov 2026, 12:00 UTC By schedule Complete 2 of 3 72 67 % none 3 min 2.8 GiB',
    ]);
  });

  test('before the first one the page says when it comes and how to start one', () => {
    const html = dashboardPage(aDashboardView({ clusters: [], sweeps: [], worst: [] }));
    const text = textOf(html);
    expect(text).toContain(
      'No cluster has been audited yet The schedule starts a sweep at 24 Nov 2026, 13:00 UTC',
    );
    expect(text).toContain('curl --request POST http://ADDRESS/api/sweeps');
    expect(text).not.toContain('Open findings');
  });
});
