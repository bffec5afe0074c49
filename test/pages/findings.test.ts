import { describe, expect, test } from 'vitest';
import { findingsPage } from '../../src/pages/index.ts';
import type { FindingsView } from '../../src/pages/views.ts';
import { aCluster, minute } from '../store/builders.ts';
import { elementsOf, sectionOf, textOf, textsOf } from './markup.ts';
import { aFindingsView, anOpenFinding } from './views.ts';

function aGroup(change: Partial<FindingsView['groups'][number]['group']> = {}) {
  return {
    name: 'excessive-object-count',
    findings: 1,
    suppressed: 0,
    clusters: 1,
    worst: 'high',
    oldest: minute(2).toISOString(),
    ...change,
  } as const;
}

test('a group says how many, where and since when, and each finding leads to its place on the cluster', () => {
  const html = findingsPage(aFindingsView());
  expect(textOf(sectionOf(html, 'group-1'))).toBe(
    'Too many objects of a kind 2 findings In 2 clusters, the oldest since 24 Nov 2026. ' +
      'High prod-a Jobs: 48,211; expected at most 10,000. Still open, first seen 12 min ago . ' +
      'Low prod-b Jobs: 48,211; expected at most 10,000. Not seen again, but not ruled out, first seen 12 min ago .',
  );
  expect(elementsOf(sectionOf(html, 'group-1'), 'a').map(({ attributes }) => attributes['href'])).toEqual([
    '/checks/excessive-object-count',
    `/clusters/${aCluster('prod-a').key}#finding-fingerprint-prod-a`,
    `/clusters/${aCluster('prod-b').key}#finding-fingerprint-prod-b`,
  ]);
});

test('by client, each finding names its check, and those of nobody known are said to be that', () => {
  const html = findingsPage(
    aFindingsView({
      query: { group: 'client', page: 1 },
      groups: [
        { group: aGroup({ name: 'job-dispatcher' }), findings: [anOpenFinding('a')] },
        { group: aGroup({ name: null }), findings: [anOpenFinding('b')] },
      ],
    }),
  );
  expect(textOf(sectionOf(html, 'group-1'))).toMatch(
    /^job-dispatcher 1 finding In 1 cluster, .* High a Too many objects of a kind Jobs/u,
  );
  expect(textOf(sectionOf(html, 'group-2'))).toMatch(/^No client is known to cause it 1 finding/u);
});

test('a suppressed finding is marked with who decided it and until when', () => {
  const suppression = {
    id: 's',
    owner: 'batch-team',
    reason: 'Known',
    expires: '2027-01-31T00:00:00.000Z',
  };
  const groups = [{ group: aGroup({ suppressed: 1 }), findings: [anOpenFinding('a', { suppression })] }];
  const text = textOf(findingsPage(aFindingsView({ groups })));
  expect(text).toContain('the oldest since 24 Nov 2026, 1 is suppressed.');
  expect(text).toContain('Suppressed by batch-team until 31 Jan 2027.');
});

describe('what is missing is said', () => {
  test('clusters out of sight and findings that are too many', () => {
    const text = textOf(findingsPage(aFindingsView({ leftOut: 1200, notAudited: 2 })));
    expect(text).toContain(
      'This may not be all. 2 clusters were not audited by the newest sweep: what is told of such clusters is old, or nothing. ' +
        '1,200 of the mildest findings are only on the pages of their clusters, which have very many.',
    );
  });

  test.each([
    [{ group: 'check', page: 1 }, 'Nothing was found in what could be seen.'],
    [{ group: 'check', page: 1, severity: ['low'] }, 'No open finding is like that.'],
  ] as const)('nothing found, asked for %j', (query, text) => {
    const found = { findings: 0, clusters: 0, groups: 0 };
    expect(textOf(findingsPage(aFindingsView({ query, groups: [], found })))).toContain(text);
  });

  test('the rest of a large group is a link away', () => {
    const groups = [{ group: aGroup({ findings: 48 }), findings: [anOpenFinding('a')] }];
    const query = { group: 'check', page: 3, severity: ['high'] } as const;
    const found = { findings: 90, clusters: 30, groups: 12 };
    const section = sectionOf(findingsPage(aFindingsView({ query, groups, found })), 'group-1');
    expect(textsOf(section, 'p').at(-1)).toBe('See all 48 findings');
    expect(elementsOf(section, 'a').at(-1)?.attributes['href']).toBe(
      '/findings?severity=high&check=excessive-object-count',
    );
  });
});

test('the form, the pages and the JSON ask for the same', () => {
  const query = {
    group: 'client',
    page: 2,
    client: 'a b',
    cluster: 'prod',
    suppressed: false,
    state: ['new', 'unknown'],
  } as const;
  const html = findingsPage(aFindingsView({ query, pages: 3 }));
  const form = /<form.*?<\/form>/su.exec(html)?.[0] ?? '';
  expect(elementsOf(form, 'input').map(({ attributes }) => attributes['value'])).toEqual(['a b', 'prod', '']);
  const chosen = elementsOf(form, 'option').filter(({ attributes }) => 'selected' in attributes);
  expect(chosen.map(({ attributes }) => attributes['value'])).toEqual(['client', 'new,unknown', 'no']);
  const asked = 'client=a+b&cluster=prod&state=new%2Cunknown&suppressed=no';
  const links = elementsOf(html, 'a').flatMap(({ attributes }) => attributes['href'] ?? []);
  expect(links).toEqual(
    expect.arrayContaining([
      '/findings?group=client',
      `/findings?group=client&${asked}`,
      `/findings?group=client&${asked}&page=3`,
      `/api/findings?group=client&${asked}`,
    ]),
  );
});
