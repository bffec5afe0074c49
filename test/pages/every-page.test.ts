/** What holds for every page, whatever it shows. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkPage,
  checksPage,
  clusterPage,
  dashboardPage,
  findingsPage,
  messagePage,
  messagesPage,
  problemPage,
  referencePage,
  sweepPage,
} from '../../src/pages/index.ts';
import { aCluster, aFinding, anAudit, aNewest, aSweep, hostileTexts } from '../store/builders.ts';
import { aDelivery, aPending } from '../store/told.ts';
import { hostileText } from '../support/hostile.ts';
import { exampleDigest } from '../support/notify-messages.ts';
import { elementsOf, tagsOf, textOf } from './markup.ts';
import {
  aCheckView,
  aChecksView,
  aClusterList,
  aClusterView,
  aDashboardView,
  aFindingsView,
  aLatest,
  aMessagesView,
  aMessageView,
  anOpenFinding,
  aReferenceView,
  aSweepView,
  frame,
} from './views.ts';

const open = aSweep(0, { status: 'running' });
const counts = { planned: 1, surveyed: 0, audited: 1, failed: 0, missed: 0, skipped: 0, vanished: 0 };
const notAudited = {
  sweepId: 's',
  at: '2026-11-24T12:00:00.000Z',
  why: 'It cannot be reached.',
  state: 'failed' as const,
};
const problem = { ...frame, status: 404, title: 'Not found', detail: 'There is no such cluster.' };

const suppression = {
  id: 'batch',
  owner: 'batch team',
  reason: 'Known, and gone by January.',
  expires: '2027-01-31T00:00:00.000Z',
};

/** Known from Azure, with a finding that is suppressed and has one of everything to do. */
const onAzure = {
  ...aCluster('prod-a'),
  source: {
    kind: 'azure',
    resourceId:
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/prod-a',
    subscriptionId: 's',
    resourceGroup: 'g',
    location: 'westeurope',
  },
} as const;
const decided = {
  ...aFinding('a'),
  suppression,
  remediation: {
    summary: 'Look.',
    steps: [{ text: 'Ask the log.', kql: 'AKSAudit | take 10', command: 'kubectl get pods' }],
    learnMore: 'https://example.com/',
  },
};
const auditOnAzure = anAudit(onAzure, 0, {
  verdicts: [{ check: decided.check, outcome: 'fail', inspected: 1, findings: [decided] }],
});

/** Each page from a view whose texts were replaced. */
const pages: Readonly<Record<string, (replaced: Replace) => string>> = {
  dashboard: (replaced) =>
    dashboardPage(replaced(aDashboardView({ clusters: [aLatest('a'), aLatest('b', { notAudited })] }))),
  'dashboard before the first sweep': (replaced) =>
    dashboardPage(
      replaced(aDashboardView({ clusters: [], sweeps: [], worst: [], trends: null, movers: [] })),
    ),
  'dashboard during a sweep': (replaced) =>
    dashboardPage(replaced(aDashboardView({ current: { sweep: open, counts }, sweeps: [open] }))),
  'dashboard asked for some': (replaced) =>
    dashboardPage(
      replaced(
        aDashboardView({
          list: aClusterList([aLatest('a')], {
            query: { sort: 'score', order: 'desc', name: 'a', tag: 'env=prod', check: 'silent-nodes' },
            found: 250,
            page: 2,
            pages: 3,
          }),
          range: '7d',
        }),
      ),
    ),
  'dashboard asked for what there is not': (replaced) =>
    dashboardPage(
      replaced(aDashboardView({ list: aClusterList([], { query: { sort: 'name', name: 'z' } }) })),
    ),
  'dashboard with notices of policies': (replaced) =>
    dashboardPage(
      replaced(
        aDashboardView({
          policyNotices: [
            { entry: 'suppression', id: 'batch', source: 'api', problem: 'expired', text: 'It has ended.' },
          ],
        }),
      ),
    ),
  cluster: (replaced) => clusterPage(replaced(aClusterView())),
  'cluster on Azure': (replaced) =>
    clusterPage(
      replaced(aClusterView({ latest: { cluster: onAzure, newest: aNewest() }, audit: auditOnAzure })),
    ),
  'cluster without a past': (replaced) =>
    clusterPage(replaced(aClusterView({ past: [], trends: null, activity: [] }))),
  'cluster never audited': (replaced) =>
    clusterPage(
      replaced(
        aClusterView({
          latest: aLatest('a', { newest: null, notAudited }),
          audit: null,
          trends: null,
          activity: [],
        }),
      ),
    ),
  findings: (replaced) => findingsPage(replaced(aFindingsView())),
  'findings by client': (replaced) =>
    findingsPage(
      replaced(
        aFindingsView({
          query: { group: 'client', page: 2, client: 'job', suppressed: true },
          groups: [
            {
              group: {
                name: null,
                findings: 9,
                suppressed: 1,
                clusters: 1,
                worst: 'low',
                oldest: '2026-11-24T12:00:00.000Z',
              },
              findings: [anOpenFinding('a', { suppression })],
            },
          ],
          found: { findings: 40, clusters: 3, groups: 30 },
          leftOut: 3,
          notAudited: 1,
          pages: 2,
        }),
      ),
    ),
  'findings, none': (replaced) =>
    findingsPage(replaced(aFindingsView({ groups: [], found: { findings: 0, clusters: 0, groups: 0 } }))),
  messages: (replaced) => messagesPage(replaced(aMessagesView())),
  'messages asked for some': (replaced) =>
    messagesPage(replaced(aMessagesView({ query: { status: 'dead', after: 'x' }, next: 'y' }))),
  'messages to nobody': (replaced) =>
    messagesPage(replaced(aMessagesView({ receivers: [], deliveries: [], decisions: [] }))),
  message: (replaced) => messagePage(replaced(aMessageView())),
  'message that waits': (replaced) => messagePage(replaced(aMessageView(aPending(6), { receiver: null }))),
  'message that is a report': (replaced) =>
    messagePage(replaced(aMessageView(aDelivery(3, { message: exampleDigest })))),
  sweep: (replaced) => sweepPage(replaced(aSweepView())),
  'sweep with its audits': (replaced) =>
    sweepPage(replaced(aSweepView({ audits: new Map([[aCluster('prod-a').key, aNewest()]]) }))),
  'sweep going on': (replaced) =>
    sweepPage(replaced(aSweepView({ sweep: { ...open, problem: 'It failed.' } }))),
  check: (replaced) => checkPage(replaced(aCheckView())),
  'check with other thresholds': (replaced) =>
    checkPage(
      replaced(
        aCheckView({
          clusters: [],
          overrides: [
            {
              id: 'a',
              check: 'large-etcd-database',
              values: { high: 0.8 },
              cluster: 'prod-*',
              reason: 'Small',
            },
            { id: 'b', check: 'large-etcd-database', values: { high: 0.7, gone: 1 } },
          ],
        }),
      ),
    ),
  checks: (replaced) => checksPage(replaced(aChecksView())),
  reference: (replaced) => referencePage(replaced(aReferenceView())),
  problem: (replaced) => problemPage(replaced(problem)),
};

type Replace = <T>(value: T) => T;
const asIs: Replace = (value) => value;

describe.each(Object.entries(pages))('%s', (_name, page) => {
  const html = page(asIs);
  const tags = tagsOf(html).filter(({ closing }) => !closing);

  test('is a whole document in English that fits a phone', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/u);
    expect(html).toMatch(/<\/html>\n$/u);
    expect(elementsOf(html, 'meta').map(({ attributes }) => attributes)).toContainEqual({
      name: 'viewport',
      content: 'width=device-width, initial-scale=1',
    });
    expect(html).toMatch(/<title>[^<]+ – AKS Fleet Auditor<\/title>/u);
  });

  test('every element that is opened is closed, in order', () => {
    expect(unbalanced(html)).toEqual([]);
  });

  test('has one h1, and no heading skips a level', () => {
    const levels = tags.flatMap(({ name }) => (/^h[1-6]$/u.test(name) ? [Number(name.slice(1))] : []));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1)).toEqual([]);
  });

  test('runs under the content security policy: no style, script or handler of its own', () => {
    const forbidden = tags.flatMap(({ name, attributes }) =>
      Object.keys(attributes).filter((key) => key === 'style' || key.startsWith('on') || name === 'style'),
    );
    expect(forbidden).toEqual([]);
    expect(elementsOf(html, 'script').map(({ attributes }) => attributes)).toEqual([
      { src: '/assets/app.js', defer: '' },
    ]);
  });

  test('ids are unique, and what is referred to is there', () => {
    const ids = tags.flatMap(({ attributes }) => attributes['id'] ?? []);
    const referred = tags.flatMap(({ attributes }) => [
      ...(attributes['aria-labelledby']?.split(' ') ?? []),
      ...(attributes['href']?.startsWith('#') === true ? [attributes['href'].slice(1)] : []),
    ]);
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('every table has a caption, and every heading of it a scope', () => {
    expect(elementsOf(html, 'caption')).toHaveLength(elementsOf(html, 'table').length);
    expect(elementsOf(html, 'th').filter(({ attributes }) => attributes['scope'] === undefined)).toEqual([]);
  });

  test.each(hostileTexts)('text cannot become markup: %j', (text) => {
    const replaced = page(replacing(text));
    expect(structureOf(replaced)).toEqual(structureOf(page(replacing('harmless'))));
  });

  test('no text becomes markup or changes the direction of the text around it', () => {
    const expected = structureOf(page(replacing('harmless')));
    fc.assert(
      fc.property(hostileText, (text) => {
        const replaced = page(replacing(text));
        expect(structureOf(replaced)).toEqual(expected);
        const outsideCode = replaced.replaceAll(/<code>.*?<\/code>/gsu, '');
        expect(textOf(outsideCode)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 40 },
    );
  });
});

/** Fields that hold text from clusters, people or servers. */
const textFields = new Set(
  [
    'name context namespace part label kubernetesVersion summary text detail remedy why problem title command',
    'manifest kql userAgent username owner tier location resourceGroup resourceId tag cluster client lines receiver route details news note words',
  ]
    .join(' ')
    .split(' '),
);

/** Replaces every text that is not ours, wherever it is. */
function replacing(text: string): Replace {
  const replace = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return textFields.has(key) ? text : value;
    // The catalogue and the description of the API are ours.
    if (typeof value === 'object' && ['check', 'checks', 'document'].includes(key)) return value;
    if (value instanceof Map) return new Map([...value].map(([name, item]) => [name, replace(item)]));
    if (Array.isArray(value)) return value.map((item) => replace(item, key));
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, name)]));
  };
  return <T>(value: T): T => replace(value) as T; // Only texts are replaced, by texts.
}

/** Elements with the names of their attributes. Words of commands are left out: their number follows the text. */
function structureOf(html: string): readonly string[] {
  return tagsOf(html)
    .filter(({ name }) => name !== 'span')
    .map(
      ({ name, closing, attributes }) => `${closing ? '/' : ''}${name} ${Object.keys(attributes).join(' ')}`,
    );
}

function unbalanced(html: string): readonly string[] {
  const unclosed: string[] = [];
  for (const { name, closing } of tagsOf(html)) {
    if (voidElements.has(name)) continue;
    if (!closing) unclosed.push(name);
    else if (unclosed.at(-1) === name) unclosed.pop();
    else return [...unclosed, `/${name}`];
  }
  return unclosed;
}

const voidElements = new Set(['meta', 'link', 'input', 'br', 'img']);
