import { describe, expect, test } from 'vitest';
import { dashboardPage } from '../../src/pages/index.ts';
import { aCluster, aHeadline, aNewest, anEntry, aSweep, minute, summary } from '../store/builders.ts';
import { elementsOf, sectionOf, textOf, textsOf } from './markup.ts';
import { aTrend, someMovers, someTrends } from './trends.ts';
import { aClusterList, aDashboardView, aLatest } from './views.ts';

const whole = aHeadline({ score: 100, coverage: 1, findings: {} });
const at = minute(2).toISOString();
const notAudited = { sweepId: 's', at, why: 'The name cannot be resolved', state: 'missed' as const };

const facts = 'westeurope · Standard · 12 nodes';

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
  test('are those of the page that was asked for, in the order they are given', () => {
    const rows = ['c', 'a', 'b'].map((name) => aLatest(name, newest({})));
    expect(orderOf(dashboardPage(aDashboardView({ list: aClusterList(rows) })))).toEqual(['c', 'a', 'b']);
  });

  test.each([
    ['all seen and nothing found', newest({}), `a ${facts} None 100 100 % 4.6 GiB 57 % v1.31.2 12 min ago`],
    [
      'nothing found in what was seen is no all-clear',
      newest({ coverage: 0.6, score: 100 }),
      `a ${facts} None in what was seen 100 60 % 4.6 GiB 57 % v1.31.2 12 min ago`,
    ],
    [
      'what was not seen is said, not shown as nothing',
      newest({ coverage: 0.2, score: null, etcdBytes: null, etcdUsed: null, kubernetesVersion: null }),
      `a ${facts} None in what was seen no score 20 % not seen not seen not seen 12 min ago`,
    ],
    ['never audited', { newest: null, notAudited }, 'a Never audited'],
    [
      'figures of an older audit are marked',
      { ...newest({ findings: { critical: 2, info: 1 } }), notAudited },
      `a ${facts} Not in the newest sweep 2 critical 1 info 100 100 % 4.6 GiB 57 % v1.31.2 12 min ago`,
    ],
  ])('%s', (_rule, change, row) => {
    const html = dashboardPage(aDashboardView({ clusters: [aLatest('a', change)] }));
    expect(textOf(/<tbody.*?<\/tbody>/su.exec(sectionOf(html, 'clusters'))?.[0] ?? '')).toBe(row);
  });

  test('what is not known of a cluster in Azure is left out of its line', () => {
    const unknown = { ...aNewest(whole), facts: { tier: null, location: null, nodes: null, tags: {} } };
    const html = dashboardPage(aDashboardView({ clusters: [aLatest('a', { newest: unknown })] }));
    expect(textOf(/<tbody.*?<\/tbody>/su.exec(sectionOf(html, 'clusters'))?.[0] ?? '')).toMatch(/^a None /u);
  });

  test('none that is like what was asked for is said', () => {
    const list = aClusterList([], { query: { sort: 'attention', name: 'z' } });
    const section = sectionOf(dashboardPage(aDashboardView({ list })), 'clusters');
    expect(textOf(section)).toContain('What needs attention first is on top, 0 of 2 clusters');
    expect(textOf(section)).toContain('No cluster is like that.');
  });
});

describe('asking for some of the clusters needs no script', () => {
  const query = { sort: 'score', order: 'desc', name: 'a b', severity: ['high'] } as const;

  function sectionWith(change: Parameters<typeof aClusterList>[1], range: '30d' | '7d' = '30d') {
    const list = aClusterList([aLatest('a')], change);
    return sectionOf(dashboardPage(aDashboardView({ list, range })), 'clusters');
  }

  test('a head leads to the list sorted by it, and then to the other way round; the sorted one says so', () => {
    const heads = /<thead.*?<\/thead>/su.exec(sectionWith({ query }))?.[0] ?? '';
    expect(elementsOf(heads, 'a').map(({ attributes }) => attributes['href'])).toEqual([
      '/?name=a+b&severity=high&sort=name#clusters',
      '/?name=a+b&severity=high#clusters',
      '/?name=a+b&severity=high&sort=score#clusters',
      '/?name=a+b&severity=high&sort=coverage#clusters',
      '/?name=a+b&severity=high&sort=etcd#clusters',
      '/?name=a+b&severity=high&sort=etcdUsed#clusters',
      '/?name=a+b&severity=high&sort=audited#clusters',
    ]);
    expect(elementsOf(heads, 'th').map(({ attributes }) => attributes['aria-sort'])).toEqual([
      undefined,
      undefined,
      'descending',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test.each([
    ['attention', 'descending', '/?order=desc#clusters'],
    ['etcd', 'descending', '/?sort=etcd&order=asc#clusters'],
    ['audited', 'ascending', '/?sort=audited&order=desc#clusters'],
  ] as const)('sorted by %s its head is %s and leads to %s', (sort, sorted, href) => {
    const heads = /<thead.*?<\/thead>/su.exec(sectionWith({ query: { sort } }))?.[0] ?? '';
    const [, head = ''] = new RegExp(`<th[^>]*aria-sort="${sorted}"[^>]*>(.*?)</th>`, 'su').exec(heads) ?? [];
    expect(elementsOf(head, 'a').map(({ attributes }) => attributes['href'])).toEqual([href]);
  });

  test('the form has what is asked for now, and offers what there is', () => {
    const form = /<form.*?<\/form>/su.exec(sectionWith({ query }, '7d'))?.[0] ?? '';
    expect(elementsOf(form, 'form')[0]?.attributes).toMatchObject({ method: 'get', action: '/#clusters' });
    expect(elementsOf(form, 'input').map(({ attributes: { name, value } }) => ({ name, value }))).toEqual([
      { name: 'name', value: 'a b' },
      { name: 'tag', value: '' },
      { name: 'range', value: '7d' },
    ]);
    const chosen = elementsOf(form, 'option').filter(({ attributes }) => 'selected' in attributes);
    expect(chosen.map(({ attributes }) => attributes['value'])).toEqual(['high', 'score']);
    const offered = elementsOf(form, 'option').map(({ attributes }) => attributes['value']);
    expect(offered).toEqual(
      expect.arrayContaining(['Standard', 'westeurope', 'owner=batch-team', 'env=prod', 'silent-nodes']),
    );
  });

  test('clusters of which a fact is not known can be asked for, and only where there are such', () => {
    const known = sectionOf(dashboardPage(aDashboardView()), 'clusters');
    const clusters = [aLatest('a'), aLatest('b', { newest: { ...aNewest(), facts: null } })];
    const some = sectionOf(dashboardPage(aDashboardView({ clusters })), 'clusters');
    const offers = (html: string) =>
      elementsOf(html, 'option').filter(({ attributes }) => attributes['value'] === 'unknown').length;
    // One of them is the outcome of that name.
    expect([offers(known), offers(some)]).toEqual([1, 3]);
  });

  test('the other pages are a link away, with all that was asked for', () => {
    const section = sectionWith({ query, found: 250, page: 2, pages: 3 });
    const pager = /<nav class="pager".*?<\/nav>/su.exec(section)?.[0] ?? '';
    expect(textOf(pager)).toBe('← Previous Page 2 of 3 Next →');
    expect(elementsOf(pager, 'a').map(({ attributes }) => attributes['href'])).toEqual([
      '/?name=a+b&severity=high&sort=score&order=desc#clusters',
      '/?name=a+b&severity=high&sort=score&order=desc&page=3#clusters',
    ]);
    expect(sectionWith({})).not.toContain('class="pager"');
  });
});

describe('trends', () => {
  test('are of the fleet: score, findings that occurred, the fullest etcd, coverage', () => {
    const section = sectionOf(dashboardPage(aDashboardView()), 'trends');
    expect(textsOf(section, 'figcaption')).toEqual([
      'Fleet score',
      'Open findings',
      'Fullest etcd of the fleet',
      'Coverage',
    ]);
    // The worst on top, as they lie in the drawing; medium and info never occurred.
    expect(textsOf(section, 'li').filter((text) => text.includes('findings'))).toEqual([
      'Critical findings 1',
      'High findings 2',
      'Low findings 3',
    ]);
  });

  test('without any finding in the time it is said', () => {
    const trends = someTrends(aTrend('findings.high', [0, 0]), aTrend('score', [100, 100]));
    const html = dashboardPage(aDashboardView({ trends }));
    expect(textsOf(sectionOf(html, 'trends'), 'figure')[1]).toBe('Open findings No sweep found anything.');
  });
});

describe('what moved most', () => {
  test('tells from where to where, which way, and of how many it is not known', () => {
    const movers = [
      someMovers('etcdUsed', {
        movers: [
          { cluster: aCluster('a'), before: 0.5, now: 0.75, difference: 0.25 },
          { cluster: aCluster('b'), before: 0.4, now: 0.39, difference: -0.01 },
        ],
        unknown: 2,
      }),
      someMovers('objects:jobs.batch', {
        movers: [{ cluster: aCluster('a'), before: 1, now: 1500, difference: 1499 }],
      }),
    ];
    expect(textOf(sectionOf(dashboardPage(aDashboardView({ movers })), 'movers'))).toBe(
      'Moved most in a week From 17 Nov 2026 to 24 Nov 2026 ' +
        'etcd quota in use a ▲ up 25 percentage points 50 % → 75 % b ▼ down 1 percentage point 40 % → 39 % ' +
        'Of 2 clusters one of the days is not known. ' +
        'Objects: jobs.batch a ▲ up 1,499 objects 1 object → 1,500 objects',
    );
  });

  test.each([
    [0, 'Nothing moved.'],
    [3, 'Nothing moved that is known of both days; of 3 clusters one of the days is not.'],
  ])('nothing, with %d clusters unknown: %s', (unknown, text) => {
    const movers = [someMovers('score', { movers: [], unknown })];
    expect(textOf(sectionOf(dashboardPage(aDashboardView({ movers })), 'movers'))).toContain(text);
  });
});

test('notices of policies come before the figures, and of many some', () => {
  const policyNotices = Array.from({ length: 7 }, (_, place) => ({
    entry: 'suppression' as const,
    id: `batch-${place}`,
    source: 'file' as const,
    problem: 'expired' as const,
    text: 'It has ended',
  }));
  const text = textOf(dashboardPage(aDashboardView({ policyNotices })));
  expect(text).toContain('7 suppressions and thresholds need a look.');
  expect(text).toContain('The suppression batch-4 of the policy file: It has ended. 2 more, in suppressions');
  expect(text.indexOf('need a look')).toBeLessThan(text.indexOf('Fleet score'));
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
