/** Messages whole, as they are stored and handed to receivers. */
import { describe, expect, test } from 'vitest';
import type { Alert, AlertChange, Notification, NotificationItem } from '../../src/notification.ts';
import { compose } from '../../src/notify/compose.ts';
import type { ComposeContext } from '../../src/notify/compose.ts';
import type { Member } from '../../src/notify/decide/changes.ts';
import type { PlannedMessage } from '../../src/notify/decide/plan-target.ts';
import type { Finding } from '../../src/model.ts';
import { at, aClusterSeen, finding } from './deciding.ts';

const webhookCheck = {
  id: 'failing-webhook',
  title: 'Webhook cannot be reached',
  remedy: 'Mend the webhook, or let calls pass when it fails.',
  learnMore: 'https://example.com/webhooks',
};
const gatekeeper = { kind: 'webhook', name: 'gatekeeper' } as const;

const context: ComposeContext = {
  at: at(2),
  sweepId: 'sweep 3',
  baseUrl: 'https://fleet.example.com',
  checkOf: (id) => (id === webhookCheck.id ? webhookCheck : null),
  mostItems: 20,
  worst: null,
};

function member(alert: Alert, change: AlertChange = 'opened'): Member {
  return { alert, change, flapping: false };
}

function planned(reason: PlannedMessage['reason'], members: readonly Member[]): PlannedMessage {
  const [first, ...rest] = members;
  if (first === undefined) throw new Error('A message is about something.');
  return { receiver: 'mail', route: 'default', group: 'g', reason, members: [first, ...rest] };
}

function failing(cluster: string, more: Partial<Alert> = {}): Alert {
  return finding(cluster, 'failing-webhook', 'high', {
    cause: gatekeeper,
    summary: `Webhook gatekeeper of ${cluster} failed 240 of 300 calls.`,
    ...more,
  });
}

const worst: Finding = {
  check: 'failing-webhook',
  fingerprint: 'shop/failing-webhook',
  severity: 'high',
  confidence: 'measured',
  resource: { kind: 'ValidatingWebhookConfiguration', name: 'gatekeeper' },
  summary: 'Webhook gatekeeper of shop failed 240 of 300 calls.',
  observed: { text: '240 of 300' },
  culprit: gatekeeper,
  excerpts: Array.from({ length: 8 }, (_, index) => ({ label: `Call ${index}`, value: 'refused' })),
  remediation: {
    summary: 'Mend the pods behind it.',
    steps: [
      { text: 'See whether its pods run.', command: 'kubectl get pods -n gatekeeper-system' },
      { text: 'Then restart them.' },
    ],
    learnMore: 'https://example.com/gatekeeper',
  },
};

/** What is said of the one finding, when nothing is known but the finding. */
const one: Notification = {
  form: 'alert',
  at: '2026-11-24T08:00:00.000Z',
  sweepId: 'sweep 3',
  reason: 'opened',
  severity: 'high',
  title: 'shop: Webhook cannot be reached – webhook gatekeeper',
  summary: 'Webhook gatekeeper of shop failed 240 of 300 calls.',
  cause: { kind: 'webhook', name: 'gatekeeper' },
  check: { id: 'failing-webhook', title: 'Webhook cannot be reached' },
  since: '2026-11-24T06:00:00.000Z',
  confidence: 'measured',
  clusters: [{ key: 'shop', name: 'shop', url: 'https://fleet.example.com/clusters/shop' }],
  clustersTotal: 1,
  changes: { opened: 1, worsened: 0, resolved: 0, ongoing: 0 },
  items: [
    {
      alertId: 'shop/failing-webhook',
      change: 'opened',
      kind: 'finding',
      severity: 'high',
      check: { id: 'failing-webhook', title: 'Webhook cannot be reached' },
      cluster: { key: 'shop', name: 'shop', url: 'https://fleet.example.com/clusters/shop' },
      cause: { kind: 'webhook', name: 'gatekeeper' },
      summary: 'Webhook gatekeeper of shop failed 240 of 300 calls.',
      since: '2026-11-24T06:00:00.000Z',
      confidence: 'measured',
      url: 'https://fleet.example.com/clusters/shop#finding-shop%2Ffailing-webhook',
    },
  ],
  itemsTotal: 1,
  firstStep: {
    text: 'Mend the webhook, or let calls pass when it fails.',
    learnMore: 'https://example.com/webhooks',
  },
  evidence: [],
  url: 'https://fleet.example.com/clusters/shop#finding-shop%2Ffailing-webhook',
};
const item = itemOf('shop');

function itemOf(cluster: string): NotificationItem {
  return {
    alertId: `${cluster}/failing-webhook`,
    change: 'opened',
    kind: 'finding',
    severity: 'high',
    check: { id: 'failing-webhook', title: 'Webhook cannot be reached' },
    cause: { kind: 'webhook', name: 'gatekeeper' },
    since: '2026-11-24T06:00:00.000Z',
    confidence: 'measured',
    cluster: { key: cluster, name: cluster, url: `https://fleet.example.com/clusters/${cluster}` },
    summary: `Webhook gatekeeper of ${cluster} failed 240 of 300 calls.`,
    url: `https://fleet.example.com/clusters/${cluster}#finding-${cluster}%2Ffailing-webhook`,
  };
}

describe('one finding', () => {
  test('with its audit: the first step, the command, six lines of evidence', () => {
    expect(compose(planned('opened', [member(failing('shop'))]), { ...context, worst })).toEqual({
      ...one,
      firstStep: {
        text: 'See whether its pods run.',
        command: 'kubectl get pods -n gatekeeper-system',
        learnMore: 'https://example.com/gatekeeper',
      },
      evidence: [
        { label: 'Call 0', value: 'refused' },
        { label: 'Call 1', value: 'refused' },
        { label: 'Call 2', value: 'refused' },
        { label: 'Call 3', value: 'refused' },
        { label: 'Call 4', value: 'refused' },
        { label: 'Call 5', value: 'refused' },
      ],
    });
  });

  test('without its audit: what helps with its check', () => {
    expect(compose(planned('opened', [member(failing('shop'))]), context)).toEqual(one);
  });

  test('without the address of the app: no links', () => {
    expect(compose(planned('opened', [member(failing('shop'))]), { ...context, baseUrl: null })).toEqual({
      ...one,
      clusters: [{ key: 'shop', name: 'shop', url: null }],
      items: [{ ...item, cluster: { key: 'shop', name: 'shop', url: null }, url: null }],
      url: null,
    });
  });

  test('of a check that is not known any more: its id', () => {
    const unknown = compose(planned('opened', [member(finding('shop', 'retired'))]), context);
    expect([unknown.title, unknown.check, unknown.firstStep, unknown.items[0]?.check]).toEqual([
      'shop: 1 high finding',
      null,
      null,
      { id: 'retired', title: 'retired' },
    ]);
  });

  test('resolved: nothing to do, and where the page tells of what is gone', () => {
    expect(
      compose(planned('resolved', [member(failing('shop'), 'resolved')]), { ...context, worst }),
    ).toEqual({
      ...one,
      reason: 'resolved',
      title: 'Resolved: shop: Webhook cannot be reached – webhook gatekeeper',
      summary: 'No longer so: Webhook gatekeeper of shop failed 240 of 300 calls.',
      changes: { opened: 0, worsened: 0, resolved: 1, ongoing: 0 },
      items: [{ ...item, change: 'resolved', url: 'https://fleet.example.com/clusters/shop#gone' }],
      firstStep: null,
      url: 'https://fleet.example.com/clusters/shop#gone',
    });
  });

  test('names of clusters and of who causes it, as attackers choose them, do no harm', () => {
    const cause = { kind: 'client', name: `\u0000\u202eevil\r\n${'x'.repeat(400)}` } as const;
    const cluster = { ...aClusterSeen(`a\u0007<b>${'c'.repeat(400)}`), key: 'k' };
    const summary = `\u001b[31mred\r\n${'y'.repeat(900)}`;
    const hostile: Finding = {
      ...worst,
      excerpts: [{ label: `l\u0000${'m'.repeat(100)}`, value: `v\r\n${'w'.repeat(900)}` }],
      remediation: { ...worst.remediation, steps: [{ text: `do\u202e this\n${'z'.repeat(900)}` }] },
    };
    const shown = { key: 'k', name: `a <b>${'c'.repeat(294)}…`, url: 'https://fleet.example.com/clusters/k' };
    const evil = { kind: 'client', name: `evil ${'x'.repeat(294)}…` } as const;
    expect(
      compose(planned('opened', [member(failing('shop', { cause, cluster, summary }))]), {
        ...context,
        worst: hostile,
      }),
    ).toEqual({
      ...one,
      title: `a <b>${'c'.repeat(54)}…: Webhook cannot be reached – client evil ${'x'.repeat(47)}…`,
      summary: `[31mred ${'y'.repeat(591)}…`,
      cause: evil,
      clusters: [shown],
      items: [
        {
          ...item,
          cluster: shown,
          cause: evil,
          summary: `[31mred ${'y'.repeat(291)}…`,
          url: `${shown.url}#finding-shop%2Ffailing-webhook`,
        },
      ],
      firstStep: { text: `do this ${'z'.repeat(591)}…`, learnMore: 'https://example.com/gatekeeper' },
      evidence: [{ label: `l ${'m'.repeat(57)}…`, value: `v ${'w'.repeat(297)}…` }],
      url: `${shown.url}#finding-shop%2Ffailing-webhook`,
    });
  });
});

describe('many', () => {
  test('forty clusters of one cause: one message that lists twenty, the worst first', () => {
    const edge = Array.from({ length: 40 }, (_, index) => `edge-${index + 10}`);
    const members = edge.map((name) =>
      member(failing(name, name === 'edge-40' ? { severity: 'critical', since: at(-5) } : {})),
    );
    const listed = ['edge-40', ...edge.slice(0, 19)];
    expect(compose(planned('opened', members), context)).toEqual({
      ...one,
      severity: 'critical',
      title: '40 clusters: Webhook cannot be reached – webhook gatekeeper',
      summary:
        '40 new in edge-40, edge-10, edge-11, edge-12, edge-13 and 35 more. The worst: Webhook gatekeeper of edge-40 failed 240 of 300 calls.',
      since: '2026-11-24T01:00:00.000Z',
      clusters: listed.map((key) => ({ key, name: key, url: `https://fleet.example.com/clusters/${key}` })),
      clustersTotal: 40,
      changes: { opened: 40, worsened: 0, resolved: 0, ongoing: 0 },
      items: listed.map((name) => ({
        ...itemOf(name),
        ...(name === 'edge-40' ? { severity: 'critical', since: '2026-11-24T01:00:00.000Z' } : {}),
      })),
      itemsTotal: 40,
      url: 'https://fleet.example.com/messages',
    });
  });

  test('partly resolved: what is still open counts, and nothing says that it is over', () => {
    const shop = failing('shop', { severity: 'critical', confidence: 'sampled' });
    const orders = failing('orders', { since: at(1) });
    expect(
      compose(planned('resolved', [member(shop, 'resolved'), member(orders, 'ongoing')]), context),
    ).toEqual({
      ...one,
      reason: 'resolved',
      title: 'Partly resolved: shop: Webhook cannot be reached – webhook gatekeeper',
      summary:
        '1 resolved and 1 still open in orders and shop. The worst: Webhook gatekeeper of orders failed 240 of 300 calls.',
      since: '2026-11-24T07:00:00.000Z',
      clusters: [itemOf('orders').cluster, itemOf('shop').cluster],
      clustersTotal: 2,
      changes: { opened: 0, worsened: 0, resolved: 1, ongoing: 1 },
      items: [
        { ...itemOf('orders'), change: 'ongoing', since: '2026-11-24T07:00:00.000Z' },
        {
          ...itemOf('shop'),
          change: 'resolved',
          severity: 'critical',
          confidence: 'sampled',
          url: 'https://fleet.example.com/clusters/shop#gone',
        },
      ],
      itemsTotal: 2,
      url: 'https://fleet.example.com/messages',
    });
  });

  const mixed = [
    member(finding('shop', 'x', 'low'), 'worsened'),
    member(failing('orders')),
    member(finding('a', 'y', 'medium'), 'resolved'),
  ];
  const x: NotificationItem = {
    ...itemOf('shop'),
    alertId: 'shop/x',
    change: 'worsened',
    severity: 'low',
    check: { id: 'x', title: 'x' },
    cause: null,
    summary: 'x in shop.',
    url: 'https://fleet.example.com/clusters/shop#finding-shop%2Fx',
  };
  const ofMixed: Notification = {
    ...one,
    cause: null,
    check: null,
    firstStep: null,
    url: 'https://fleet.example.com/messages',
  };

  test('the first look at clusters: how much there is of which severity', () => {
    const members = [member(finding('shop', 'x', 'low')), member(failing('orders'))];
    expect(compose(planned('first sweep', members), context)).toEqual({
      ...ofMixed,
      reason: 'first sweep',
      title: 'First look: 2 clusters: 1 high, 1 low findings',
      summary:
        'These clusters were looked at for the first time. 2 new in orders and shop. The worst: Webhook gatekeeper of orders failed 240 of 300 calls.',
      clusters: [itemOf('orders').cluster, itemOf('shop').cluster],
      clustersTotal: 2,
      changes: { opened: 2, worsened: 0, resolved: 0, ongoing: 0 },
      items: [itemOf('orders'), { ...x, change: 'opened' }],
      itemsTotal: 2,
    });
  });

  test('a storm: everything at once, what is resolved last', () => {
    expect(compose(planned('storm', mixed), context)).toEqual({
      ...ofMixed,
      reason: 'storm',
      title: '3 clusters: 1 high, 1 low, 1 resolved findings',
      summary:
        'So much changed at once that it is told together. 1 new, 1 worse and 1 resolved in orders, shop and a. The worst: Webhook gatekeeper of orders failed 240 of 300 calls.',
      clusters: [itemOf('orders').cluster, itemOf('shop').cluster, itemOf('a').cluster],
      clustersTotal: 3,
      changes: { opened: 1, worsened: 1, resolved: 1, ongoing: 0 },
      items: [
        itemOf('orders'),
        x,
        {
          ...x,
          alertId: 'a/y',
          change: 'resolved',
          severity: 'medium',
          check: { id: 'y', title: 'y' },
          cluster: itemOf('a').cluster,
          summary: 'y in a.',
          url: 'https://fleet.example.com/clusters/a#gone',
        },
      ],
      itemsTotal: 3,
    });
  });
});

describe('what is no finding', () => {
  const cases: readonly [string, Alert['kind'], string, string][] = [
    [
      'a cluster that could not be audited',
      'clusterLost',
      'Cluster could not be audited',
      'See on the page of the cluster what kept the auditor out, and whether the API server answers you: kubectl get --raw /readyz',
    ],
    [
      'a cluster that is gone',
      'clusterGone',
      'Cluster is not in the fleet any more',
      'If it was not deleted on purpose, see whether the auditor may still read its subscription and which rules leave it out.',
    ],
  ];
  test.each(cases)('%s', (_, kind, title, step) => {
    const alert: Alert = { ...failing('shop'), id: `${kind}:shop`, kind, check: null, cause: null };
    const url = 'https://fleet.example.com/clusters/shop';
    expect(compose(planned('opened', [member(alert)]), context)).toEqual({
      ...one,
      title: `shop: ${title}`,
      cause: null,
      check: null,
      items: [{ ...item, alertId: `${kind}:shop`, kind, check: null, cause: null, url }],
      firstStep: { text: step, learnMore: null },
      url,
    });
  });

  test('a cluster that is back', () => {
    const alert: Alert = { ...failing('shop'), kind: 'clusterLost', check: null, cause: null };
    const back = compose(planned('resolved', [member(alert, 'resolved')]), context);
    expect([back.title, back.firstStep, back.url]).toEqual([
      'Resolved: shop: Cluster could not be audited',
      null,
      'https://fleet.example.com/clusters/shop',
    ]);
  });

  test('a suppression that has ended, of the fleet as a whole', () => {
    const summary = 'Suppression s of dana has ended, and what it hid counts again.';
    const alert: Alert = {
      ...failing('shop', { summary, cluster: null, check: null, cause: null }),
      id: 'suppressionEnded:s',
      kind: 'suppressionEnded',
    };
    expect(compose(planned('opened', [member(alert)]), context)).toEqual({
      ...one,
      title: 'Suppression has ended',
      summary,
      cause: null,
      check: null,
      clusters: [],
      clustersTotal: 0,
      items: [
        {
          ...item,
          alertId: 'suppressionEnded:s',
          kind: 'suppressionEnded',
          check: null,
          cluster: null,
          cause: null,
          summary,
          url: null,
        },
      ],
      firstStep: {
        text: 'Decide anew: mend what it hid, or make the suppression longer with a new reason.',
        learnMore: null,
      },
      url: 'https://fleet.example.com/messages',
    });
  });
});
