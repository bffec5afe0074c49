import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { clusterPage } from '../../src/pages/index.ts';
import { queryLink } from '../../src/pages/parts/portal.ts';
import { aCluster, aFinding, aHeadline, anAudit, anEntry, minute } from '../store/builders.ts';
import { failVerdict, passVerdict, unknownVerdict } from '../support/verdicts.ts';
import { elementsOf, sectionOf, tagsOf, textOf, textsOf } from './markup.ts';
import { aTrend, growth, someTrends } from './trends.ts';
import { aClusterView, aLatest } from './views.ts';

const cluster = aCluster('prod-a');

function pageOf(
  change: Parameters<typeof anAudit>[2],
  view: Parameters<typeof aClusterView>[0] = {},
): string {
  return clusterPage(aClusterView({ audit: anAudit(cluster, 0, change), ...view }));
}

describe('findings', () => {
  test('a finding tells what, how much of what, by whom, since when, how sure, and what to do', () => {
    const finding = aFinding('a', 'high', 'value of a');
    const html = pageOf({
      verdicts: [{ check: finding.check, outcome: 'fail', inspected: 3, findings: [finding] }],
      baseline: [
        anEntry('fingerprint-a', {
          state: 'unchanged',
          firstSeen: { sweepId: 's', at: minute(-106).toISOString() },
        }),
      ],
    });
    expect(textsOf(html, 'article')).toEqual([
      'High Too many objects of a kind Still open Jobs in a: 48,211; expected at most 10,000. ' +
        'Resource Job batch/a , p Observed 48,211 Threshold 10,000 objects, by example.com ' +
        'Caused by the namespace batch Since 20 Nov 2026, 00:00 UTC First seen 2 h ago How sure Measured exactly ' +
        'Evidence count value of a ' +
        'What to do Delete finished jobs. Delete. Command kubectl delete job value of a Manifest kind: Job ' +
        'More: example.com',
    ]);
  });

  test('are all there, worst first', () => {
    const html = pageOf({
      verdicts: [failVerdict('silent-nodes', ['low', 'critical']), failVerdict('failing-webhook', ['high'])],
    });
    expect(textsOf(html, 'article').map((text) => text.split(' ')[0])).toEqual(['Critical', 'High', 'Low']);
    expect(textOf(html)).toContain('Findings 3');
  });

  test.each([
    [1, 'Nothing is wrong: every check that applies was judged and passed.'],
    [0.9, 'Nothing is wrong in what could be seen; what could not be seen is below.'],
  ])('with none of them, at a coverage of %d: %s', (coverage, text) => {
    const html = pageOf({
      verdicts: [passVerdict('silent-nodes')],
      score: { value: 100, coverage, unsuppressed: 100 },
    });
    expect(textOf(sectionOf(html, 'findings'))).toBe(`Findings 0 ${text}`);
  });

  test('a command is there to the letter, and breaks between words only', () => {
    const command = "kubectl get pods \\\n  --selector='a=<b>'";
    const finding = aFinding('a');
    const remediation = { ...finding.remediation, steps: [{ text: 'Look.', command }] };
    const html = pageOf({
      verdicts: [
        { check: finding.check, outcome: 'fail', inspected: 1, findings: [{ ...finding, remediation }] },
      ],
    });
    const [code = ''] = /<code>.*?<\/code>/su.exec(html) ?? [];
    expect(code.replaceAll(/<[^>]*>/gu, '')).toBe('kubectl get pods \\\n  --selector=&#39;a=&lt;b&gt;&#39;');
    expect(textsOf(code, 'span')).toEqual(['kubectl', 'get', 'pods', '\\', "--selector='a=<b>'"]);
  });

  test('a source that is no https link is text, never a link', () => {
    const finding = aFinding('a');
    const threshold = { value: 1, unit: 'objects', source: 'javascript:alert(1)' } as const;
    const html = pageOf({
      verdicts: [
        { check: finding.check, outcome: 'fail', inspected: 1, findings: [{ ...finding, threshold }] },
      ],
    });
    expect(elementsOf(html, 'a').filter(({ attributes }) => attributes['href']?.startsWith('java'))).toEqual(
      [],
    );
    expect(textOf(html)).toContain('1 object, by its source');
  });
});

describe('what is not known', () => {
  test('an unknown check and a failed one that saw only part say why and what would help', () => {
    const html = pageOf({
      verdicts: [
        unknownVerdict('silent-nodes'),
        {
          check: 'failing-webhook',
          outcome: 'fail',
          inspected: 1,
          findings: [aFinding('a')],
          unseen: { reason: 'truncated', detail: 'Only 5 pages were read', remedy: 'Raise the limit' },
        },
      ],
    });
    expect(textOf(sectionOf(html, 'unknown'))).toBe(
      'Could not be judged 2 Nobody can say whether these are right or wrong: they earn nothing in the score. ' +
        'Unknown Nodes that went silent Forbidden. Reading is forbidden. Grant it. ' +
        'Seen in part Webhook calls that fail Cut off. Only 5 pages were read. Raise the limit.',
    );
  });

  test('a score says how much of it is missing for what was not seen, and the coverage for which reasons', () => {
    const truncated = { ...unknownVerdict('b'), reason: 'truncated' as const };
    const html = pageOf({
      verdicts: [unknownVerdict('a'), truncated, unknownVerdict('c'), passVerdict('d')],
      score: { value: 60, coverage: 0.604, unsuppressed: 60 },
    });
    expect(textsOf(html, 'dd').slice(0, 2)).toEqual([
      expect.stringContaining(
        '0 of 1 judged check failed. Up to 40 points are missing for what could not be judged.',
      ),
      '60 % 3 of 4 checks could not be judged: 2 forbidden and 1 cut off.',
    ]);
  });

  test('no score is said, with the coverage and how many checks are behind it', () => {
    const html = pageOf(
      {
        verdicts: [unknownVerdict('a'), unknownVerdict('b'), passVerdict('c')],
        score: { value: null, coverage: 1 / 3, unsuppressed: null },
        headline: aHeadline({ score: null, etcdBytes: null, etcdUsed: null, kubernetesVersion: null }),
      },
      { trends: null },
    );
    expect(textsOf(html, 'dd').slice(0, 5)).toEqual([
      'none Too little could be judged to give one: that takes a coverage of 50 %.',
      '33 % 2 of 3 checks could not be judged: 2 forbidden.',
      '1 1 high',
      'not seen',
      'not seen',
    ]);
  });

  test('evidence that could not be read says why, in the place of figures that look like zero', () => {
    const [, row = ''] = textsOf(sectionOf(pageOf({}), 'evidence').replace(/<thead.*?<\/thead>/su, ''), 'tr');
    expect(row).toBe('Node heartbeats Forbidden d. r. 21 2.8 GiB 480 9 ms');
  });

  test('a finding that was not ruled out stays, and one that was is resolved', () => {
    const html = pageOf({
      baseline: [
        anEntry('a', { state: 'unknown', summary: 'A is open' }),
        anEntry('b', { state: 'resolved', summary: 'B was open' }),
        anEntry('c', { state: 'new', summary: 'C is open' }),
      ],
    });
    const seen = 'Seen from 24 Nov 2026, 12:02 UTC to 24 Nov 2026, 12:02 UTC .';
    expect(textsOf(sectionOf(html, 'gone'), 'li')).toEqual([
      `Out of sight Too many objects of a kind A is open. High ${seen} This audit could not see it, so it counts as open.`,
      `Resolved Too many objects of a kind B was open. High ${seen}`,
    ]);
  });
});

describe('a cluster that was not audited', () => {
  const notAudited = {
    sweepId: 's',
    at: minute(9).toISOString(),
    why: 'The name cannot be resolved',
    state: 'failed' as const,
  };

  test('ever: the page says so and nothing else', () => {
    const view = aClusterView({
      latest: aLatest('prod-a', { newest: null, notAudited }),
      audit: null,
      past: [],
      trends: null,
      activity: [],
    });
    const html = clusterPage(view);
    expect(textsOf(html, 'main')).toEqual([
      'Fleet prod-a prod-a Known from the kubeconfig context prod-a This cluster was never audited. ' +
        '24 Nov 2026, 12:09 UTC : The name cannot be resolved.',
    ]);
  });

  test('lately: what is shown is marked as old', () => {
    const html = clusterPage(aClusterView({ latest: aLatest('prod-a', { notAudited }) }));
    expect(textOf(html)).toContain(
      'The newest sweep could not audit this cluster. 24 Nov 2026, 12:09 UTC : The name cannot be resolved. ' +
        'All below is of the audit of 24 Nov 2026, 12:02 UTC , and may have changed since.',
    );
  });
});

test.each([
  [
    'everything',
    aClusterView(),
    ['findings', 'unknown', 'trends', 'clients', 'passed', 'evidence', 'history'],
  ],
  [
    'nothing but unknown checks',
    aClusterView({
      past: [],
      trends: null,
      activity: [],
      audit: anAudit(cluster, 0, { verdicts: [unknownVerdict('a')] }),
    }),
    ['findings', 'unknown', 'evidence'],
  ],
])('with %s, the list of sections leads to those that are there', (_what, view, sections) => {
  const html = clusterPage(view);
  const ids = tagsOf(html).flatMap(({ attributes }) => attributes['id'] ?? []);
  const links = elementsOf(/<nav class="jump".*?<\/nav>/su.exec(html)?.[0] ?? '', 'a');
  expect(links.map(({ attributes }) => attributes['href'])).toEqual(sections.map((id) => `#${id}`));
  expect(ids).toEqual(expect.arrayContaining(sections));
});

test('checks that passed say how much they looked at, others why they do not apply', () => {
  const html = pageOf({
    verdicts: [
      passVerdict('silent-nodes', 1200),
      passVerdict('failing-webhook', 0),
      { check: 'webhook-deadlock-risk', outcome: 'notApplicable', why: 'There are no webhooks' },
    ],
  });
  const rows = textsOf(sectionOf(html, 'passed').replace(/<thead.*?<\/thead>/su, ''), 'tr');
  expect(rows).toEqual([
    'All nodes report to the API server Passed 1,200 inspected',
    'The API server reaches every webhook it calls Passed nothing to inspect',
    'Webhook that can lock its cluster up Does not apply There are no webhooks.',
  ]);
});

test('every figure is drawn, and the newest audits are listed newest first', () => {
  const html = clusterPage(aClusterView());
  expect(textsOf(html, 'figcaption')).toEqual([
    'Score',
    'Size of the etcd database',
    'Objects of the largest kinds',
    'Requests per second of all clients',
    'Platform metrics',
    'Coverage',
    'Requests by client',
    '99th percentile of latency by client',
  ]);
  expect(tagsOf(html).filter(({ attributes }) => attributes['role'] === 'img')).toHaveLength(8);
  const rows = textsOf(sectionOf(html, 'history').replace(/<thead.*?<\/thead>/su, ''), 'tr');
  expect(rows).toEqual([
    '24 Nov 2026, 12:02 UTC 83 30 % 1 high 4.6 GiB',
    '24 Nov 2026, 11:02 UTC 90 30 % 1 high not seen',
  ]);
});

describe('suppressed findings', () => {
  const suppression = {
    id: 'shop-jobs',
    owner: '<b>team</b>',
    reason: 'The import ends in March',
    expires: '2027-03-31T00:00:00.000Z',
  };
  const hidden = { ...aFinding('hidden'), suppression };

  test('are shown below the open ones with who decided, why and until when', () => {
    const html = pageOf({
      verdicts: [
        { check: hidden.check, outcome: 'fail', inspected: 2, findings: [hidden, aFinding('open')] },
      ],
    });

    expect(textOf(sectionOf(html, 'findings'))).toMatch(/^Findings 1 High .*Jobs in open: 48,211/u);
    expect(textOf(sectionOf(html, 'suppressed'))).toMatch(
      /^Suppressed findings 1 They are there, .* High Suppressed .*Jobs in hidden: 48,211; .* Suppressed by <b>team<\/b> Why The import ends in March\. Until 31 Mar 2027, 00:00 UTC Entry shop-jobs /u,
    );
    expect(html.indexOf('id="findings"')).toBeLessThan(html.indexOf('id="suppressed"'));
  });

  test.each([
    [1, 'Nothing is wrong but what is suppressed, which is below.'],
    [
      0.9,
      'Nothing is wrong in what could be seen but what is suppressed; both that and what could not be seen are below.',
    ],
  ])('alone are no all-clear, at a coverage of %d', (coverage, text) => {
    const html = pageOf({
      verdicts: [{ check: hidden.check, outcome: 'fail', inspected: 1, findings: [hidden] }],
      score: { value: 100, coverage, unsuppressed: 83 },
    });
    expect(textOf(sectionOf(html, 'findings'))).toBe(`Findings 0 ${text}`);
  });

  test('have no section where there are none', () => {
    expect(sectionOf(pageOf({}), 'suppressed')).toBe('');
  });
});

describe('etcd', () => {
  test('the headline says when it is nearly full, and the chart how sure that is', () => {
    const html = clusterPage(aClusterView());
    expect(textOf(html)).toContain(
      'etcd database 4.6 GiB 57 % of the quota of 8 GiB. Reaches 90 % of the quota on 29 Nov 2026.',
    );
    expect(textsOf(html, 'p')).toContain(
      'Grows by 256 MiB a day (204.8 MiB to 307.2 MiB). Reaches 90 % of the quota, 7.2 GiB, on 29 Nov 2026 (between 28 Nov 2026 and 30 Nov 2026).',
    );
  });

  test('where the API server is not read, it is what Azure measures', () => {
    const trends = someTrends(
      aTrend('etcdBytes', [null, null]),
      aTrend('etcdUsed', [0.91, 0.92], { forecast: growth }),
    );
    const html = pageOf({ headline: aHeadline({ etcdBytes: null, etcdUsed: 0.92 }) }, { trends });
    expect(textOf(html)).toContain(
      'etcd database 92 % of its quota, as Azure measures it. Beyond 90 % of the quota.',
    );
    expect(textsOf(html, 'figcaption')).toContain('Use of the etcd quota');
  });
});

test('what nobody saw is said in the place of each chart', () => {
  const html = pageOf({}, { trends: someTrends(aTrend('score', [null])) });
  const figures = textsOf(sectionOf(html, 'trends'), 'figure');
  expect(figures).toEqual([
    'Score No audit could see it.',
    'Size of the etcd database No audit could see it.',
    'Objects of the largest kinds No audit could see it.',
    'Requests per second of all clients No audit could read it from an audit log.',
    'Platform metrics No audit could read platform metrics of it from Azure.',
    'Coverage No audit could see it.',
  ]);
});

test('each time to look back is an address, and the one that is shown is marked', () => {
  const html = clusterPage(aClusterView({ range: '90d' }));
  const links = elementsOf(/<nav class="choices".*?<\/nav>/su.exec(html)?.[0] ?? '', 'a');
  expect(links.map(({ attributes }) => attributes)).toEqual([
    { href: `/clusters/${cluster.key}?range=7d#trends` },
    { href: `/clusters/${cluster.key}#trends` },
    { href: `/clusters/${cluster.key}?range=90d#trends`, 'aria-current': 'true' },
    { href: `/clusters/${cluster.key}?range=400d#trends` },
  ]);
});

describe('a cluster that Azure knows', () => {
  const resourceId =
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/prod-a';
  const source = { kind: 'azure', resourceId, subscriptionId: 's', resourceGroup: 'g' } as const;

  test.each([
    ['westeurope', 'https://portal.azure.com'],
    ['usgovvirginia', 'https://portal.azure.us'],
    ['chinanorth3', 'https://portal.azure.cn'],
  ])('in %s leads to its pages in %s', (location, portal) => {
    const latest = aLatest('prod-a', { cluster: { ...cluster, source: { ...source, location } } });
    const html = clusterPage(aClusterView({ latest }));
    const links = elementsOf(/<nav class="portal".*?<\/nav>/su.exec(html)?.[0] ?? '', 'a');
    expect(links.map(({ attributes }) => attributes['href'])).toEqual(
      ['overview', 'troubleshoot', 'metrics', 'logs', 'diagnostics'].map(
        (blade) => `${portal}/#@/resource${resourceId}/${blade}`,
      ),
    );
  });

  test('a log query is shown as KQL, and opens in the portal as it is', () => {
    const kql = 'AKSAudit\n| where UserAgent == "a b"';
    const finding = aFinding('a');
    const remediation = { ...finding.remediation, steps: [{ text: 'Ask the log.', kql }] };
    const latest = aLatest('prod-a', {
      cluster: { ...cluster, source: { ...source, location: 'westeurope' } },
    });
    const html = pageOf(
      {
        verdicts: [
          { check: finding.check, outcome: 'fail', inspected: 1, findings: [{ ...finding, remediation }] },
        ],
      },
      { latest },
    );
    expect(textOf(html)).toContain('Ask the log. KQL AKSAudit | where UserAgent == "a b" Open the query');
    const link = elementsOf(html, 'a').find(({ attributes }) => attributes['class'] === 'portal-query');
    const [, query = ''] = /\/q\/([^/]*)\/timespan\/P1D$/u.exec(link?.attributes['href'] ?? '') ?? [];
    expect(gunzipSync(Buffer.from(decodeURIComponent(query), 'base64')).toString()).toBe(kql);
    expect(link?.attributes['href']).toContain(`/resourceId/${encodeURIComponent(resourceId)}/`);
  });

  test('a log query about a stretch of time opens with that stretch', () => {
    const kql =
      'AKSAudit\n| where TimeGenerated >= datetime(2026-11-24T03:00:00.000Z) and TimeGenerated < datetime(2026-11-24T04:00:00.000Z)';

    expect(queryLink({ ...source, location: 'westeurope' }, kql)).toMatch(
      /\/timespan\/2026-11-24T03%3A00%3A00\.000Z%2F2026-11-24T04%3A00%3A00\.000Z$/u,
    );
  });
});

test('the headline says what suppressed findings do to the score', () => {
  const suppression = {
    id: 'batch',
    owner: 'batch-team',
    reason: 'Gone by January',
    expires: '2027-01-31T00:00:00.000Z',
  };
  const finding = { ...aFinding('a'), suppression };
  const html = pageOf({
    verdicts: [{ check: finding.check, outcome: 'fail', inspected: 1, findings: [finding] }],
    headline: aHeadline({ score: 97, suppressed: 1, findings: {} }),
    score: { value: 97, coverage: 1, unsuppressed: 83 },
  });
  expect(textOf(html)).toContain('1 finding is suppressed. The score is 83 with them.');
});

test('a log query behind a finding can be opened from it, copied, and run in the portal', () => {
  const kql = 'AKSAudit\n| where UserAgent == "a"';
  const load = { requests: 0, bytes: 0, objects: 0 };
  const at = '2026-11-24T12:01:00.000Z';
  const finding = { ...aFinding('a'), check: 'dominant-client' };
  const html = pageOf({
    verdicts: [{ check: finding.check, outcome: 'fail', inspected: 1, findings: [finding] }],
    evidence: [{ kind: 'requestsByClient', milliseconds: 0, load, ok: true, at, kql }],
  });
  expect(textOf(sectionOf(html, 'findings'))).toContain('Log queries behind it: Requests by client');
  expect(elementsOf(html, 'a').map(({ attributes }) => attributes['href'])).toContain(
    '#query-requestsByClient',
  );
  expect(textsOf(html, 'details')).toContain(
    'Log query: Requests by client, of 24 Nov 2026, 12:01 UTC KQL AKSAudit | where UserAgent == "a"',
  );
});
