/** Messages as they are sent: one notification and one report with something in every place, and any message at all. */
import * as fc from 'fast-check';
import type { Digest, Message, Notification, NotificationItem } from '../../src/notification.ts';
import { alertKinds, messageReasons } from '../../src/notification.ts';
import { culpritKinds, severities } from '../../src/model.ts';
import { hostileText } from './hostile.ts';

const page = 'https://fleet.example.com/clusters';

const webhook = { kind: 'webhook', name: 'validate.gatekeeper.sh' } as const;

function item(cluster: string, more: Partial<NotificationItem> = {}): NotificationItem {
  return {
    alertId: `alert-${cluster}`,
    change: 'opened',
    kind: 'finding',
    severity: 'high',
    check: { id: 'failing-webhook', title: 'Webhook cannot be reached' },
    cluster: { key: `${cluster}-key`, name: cluster, url: `${page}/${cluster}-key` },
    cause: webhook,
    summary: `Webhook validate.gatekeeper.sh of ${cluster} failed 240 of 300 calls and fails closed; none should fail.`,
    since: '2026-11-24T03:40:00.000Z',
    confidence: 'measured',
    url: `${page}/${cluster}-key#failing-webhook`,
    ...more,
  };
}

export const exampleNotification: Notification = {
  form: 'alert',
  at: '2026-11-24T04:15:00.000Z',
  sweepId: '20261124T041000000Z',
  reason: 'worsened',
  severity: 'high',
  title: '3 clusters: Webhook cannot be reached',
  summary:
    'The webhook validate.gatekeeper.sh does not answer in 3 clusters, so pods cannot be created there.',
  cause: webhook,
  check: { id: 'failing-webhook', title: 'Webhook cannot be reached' },
  since: '2026-11-24T01:10:00.000Z',
  confidence: 'sampled',
  clusters: ['payments-prod', 'search-prod', 'web-prod'].map((name) => ({
    key: `${name}-key`,
    name,
    url: `${page}/${name}-key`,
  })),
  clustersTotal: 3,
  changes: { opened: 1, worsened: 1, ongoing: 0, resolved: 1 },
  items: [
    item('payments-prod', { change: 'worsened', since: '2026-11-24T01:10:00.000Z' }),
    item('search-prod', { confidence: 'sampled' }),
    item('web-prod', { change: 'resolved', severity: 'medium', since: '2026-11-23T22:00:00.000Z' }),
  ],
  itemsTotal: 5,
  firstStep: {
    text: 'See whether the pods behind the webhook run, and why not.',
    command:
      "kubectl --context 'payments-prod' --namespace gatekeeper-system get pods\nkubectl --context 'payments-prod' --namespace gatekeeper-system get events --sort-by=.lastTimestamp",
    learnMore: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
  },
  evidence: [
    { label: 'Calls that failed', value: '240 of 300 since 24 Nov 2026, 01:10 UTC' },
    {
      label: 'Error',
      value:
        'Post "https://gatekeeper-webhook-service.gatekeeper-system.svc:443": dial tcp 10.0.12.7:443: connect: connection refused',
    },
  ],
  url: 'https://fleet.example.com/findings?check=failing-webhook',
};

/** It is over, in the same group. */
export const resolvedNotification: Notification = {
  ...exampleNotification,
  reason: 'resolved',
  title: 'payments-prod: Webhook cannot be reached',
  summary: 'The webhook answers again.',
  clusters: exampleNotification.clusters.slice(0, 1),
  clustersTotal: 1,
  changes: { opened: 0, worsened: 0, ongoing: 0, resolved: 1 },
  items: [item('payments-prod', { change: 'resolved' })],
  itemsTotal: 1,
  firstStep: null,
  evidence: [],
};

export const exampleDigest: Digest = {
  form: 'digest',
  name: 'payments-weekly',
  title: 'Weekly report: owner=payments',
  at: '2026-11-23T07:00:00.000Z',
  period: { from: '2026-11-16T07:00:00.000Z', to: '2026-11-23T07:00:00.000Z' },
  owner: 'owner=payments',
  clusters: {
    total: 12,
    notAudited: [
      {
        cluster: { key: 'batch-key', name: 'batch', url: `${page}/batch-key` },
        why: 'The API server did not answer within 10 s.',
      },
    ],
    notAuditedTotal: 1,
  },
  score: { now: 78.4, before: 84 },
  coverage: { now: 0.91, before: null },
  unseen: ['Subscription "payments-dr" could not be read: the identity of the app has no role there.'],
  open: { critical: 1, high: 2, medium: 4 },
  suppressed: 2,
  opened: { items: [item('payments-prod')], total: 1 },
  resolved: { items: [], total: 0 },
  worst: {
    items: [
      item('payments-eu', {
        severity: 'critical',
        check: { id: 'large-etcd-database', title: 'etcd database close to its quota' },
        cause: { kind: 'client', name: 'argo-workflows-controller' },
        summary: 'etcd of payments-eu uses 91 % of its quota of 8 GiB; it should stay below 80 %.',
        since: '2026-11-20T12:00:00.000Z',
      }),
      item('payments-prod', { change: 'ongoing' }),
    ],
    total: 7,
  },
  forecasts: [
    {
      cluster: { key: 'payments-us-key', name: 'payments-us', url: `${page}/payments-us-key` },
      figure: 'etcd database',
      bound: '80 % of its quota',
      at: '2026-12-03T00:00:00.000Z',
      earliest: '2026-11-29T00:00:00.000Z',
      latest: null,
    },
  ],
  forecastsTotal: 1,
  endingSuppressions: [
    {
      id: 'legacy-jobs',
      owner: 'dana',
      reason: 'The job controller is replaced in December.',
      expires: '2026-12-01T00:00:00.000Z',
    },
  ],
  endingSuppressionsTotal: 1,
  charts: [
    {
      title: 'Mean score',
      newest: '78 of 100',
      from: 0,
      to: 100,
      points: [84, 85, 83, null, 80, 79, 78].map((value, day) => ({
        at: `2026-11-${17 + day}T00:00:00.000Z`,
        value,
        text: value === null ? 'not seen' : `${value} of 100`,
      })),
    },
    {
      title: 'Open findings',
      newest: '7',
      from: 0,
      to: 8,
      points: [3, 3, 0, null, 5, 6, 7].map((value, day) => ({
        at: `2026-11-${17 + day}T00:00:00.000Z`,
        value,
        text: value === null ? 'not seen' : String(value),
      })),
    },
  ],
  csv: {
    fileName: 'fleet-report-2026-11-23.csv',
    text: 'cluster,check,severity\r\npayments-eu,large-etcd-database,critical\r\n',
  },
  url: 'https://fleet.example.com/?tag=owner%3Dpayments',
};

const longText = fc.oneof(
  hostileText,
  fc
    .tuple(
      hostileText,
      fc.integer({ min: 1, max: 3_000 }),
      fc.constantFrom('x', '漢', '*', '"', '\u{1f600}', ' a'),
    )
    .map(([text, times, filler]) => text + filler.repeat(times)),
);
const moment = fc.oneof(
  fc.integer({ min: 0, max: 4e12 }).map((milliseconds) => new Date(milliseconds).toISOString()),
  hostileText,
);
const url = fc.option(
  fc.oneof(fc.constant('https://fleet.example.com/x'), longText, fc.constant('javascript:alert(1)')),
);
const culprit = fc.option(fc.record({ kind: fc.constantFrom(...culpritKinds), name: longText }));
const confidence = fc.option(fc.constantFrom('measured', 'sampled', 'inferred'));
const severity = fc.constantFrom(...severities);
const cluster = fc.record({ key: fc.constant('k'), name: longText, url });
const check = fc.option(fc.record({ id: longText, title: longText }));

const anyItem: fc.Arbitrary<NotificationItem> = fc.record({
  alertId: fc.constant('a'),
  change: fc.constantFrom('opened', 'worsened', 'resolved', 'ongoing'),
  kind: fc.constantFrom(...alertKinds),
  severity,
  check,
  cluster: fc.option(cluster),
  cause: culprit,
  summary: longText,
  since: moment,
  confidence,
  url,
});
const items = fc.array(anyItem, { maxLength: 20, size: 'max' });
const more = fc.nat({ max: 500 });

const step = fc
  .record({ text: longText, command: fc.option(longText, { nil: undefined }), learnMore: url })
  .map(({ text, command, learnMore }) => ({
    text,
    learnMore,
    ...(command === undefined ? {} : { command }),
  }));

const anyNotification: fc.Arbitrary<Notification> = fc
  .record({
    form: fc.constant('alert' as const),
    at: moment,
    sweepId: fc.constant(null),
    reason: fc.constantFrom(...messageReasons.filter((reason) => reason !== 'report')),
    severity,
    title: longText,
    summary: longText,
    cause: culprit,
    check,
    since: fc.option(moment),
    confidence,
    clusters: fc.array(cluster, { maxLength: 20 }),
    clustersTotal: more,
    changes: fc.record({ opened: more, worsened: more, resolved: more, ongoing: more }),
    items,
    itemsTotal: more,
    firstStep: fc.option(step),
    evidence: fc.array(fc.record({ label: longText, value: longText }), { maxLength: 6 }),
    url,
  })
  .map((message) => ({ ...message, itemsTotal: message.itemsTotal + message.items.length }));

const list = fc
  .tuple(fc.array(anyItem, { maxLength: 10, size: 'max' }), more)
  .map(([items, left]) => ({ items, total: items.length + left }));
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const figure = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));

const anyDigest: fc.Arbitrary<Digest> = fc
  .record({
    form: fc.constant('digest' as const),
    name: longText,
    title: longText,
    at: moment,
    period: fc.record({ from: moment, to: moment }),
    owner: fc.option(longText),
    clusters: fc.record({
      total: more,
      notAudited: fc.array(fc.record({ cluster, why: longText }), { maxLength: 20 }),
      notAuditedTotal: more,
    }),
    score: fc.record({ now: figure, before: figure }),
    coverage: fc.record({ now: share, before: share }),
    unseen: fc.array(longText, { maxLength: 10 }),
    open: fc.record({ critical: more, medium: more }),
    suppressed: more,
    opened: list,
    resolved: list,
    worst: list,
    forecasts: fc.array(
      fc.record({
        cluster,
        figure: longText,
        bound: longText,
        at: moment,
        earliest: moment,
        latest: fc.option(moment),
      }),
      { maxLength: 10 },
    ),
    forecastsTotal: more,
    endingSuppressions: fc.array(
      fc.record({ id: longText, owner: longText, reason: longText, expires: moment }),
      {
        maxLength: 10,
      },
    ),
    endingSuppressionsTotal: more,
    charts: fc.array(
      fc.record({
        title: longText,
        newest: longText,
        from: fc.integer(),
        to: fc.integer(),
        points: fc.array(fc.record({ at: moment, value: figure, text: longText }), { maxLength: 40 }),
      }),
      { maxLength: 4 },
    ),
    csv: fc.option(
      fc.oneof(
        fc.record({ fileName: longText, text: fc.constant('a,b\r\n') }),
        fc.record({ leftOut: longText }),
      ),
    ),
    url,
  })
  .map((digest) => ({
    ...digest,
    forecastsTotal: digest.forecastsTotal + digest.forecasts.length,
    endingSuppressionsTotal: digest.endingSuppressionsTotal + digest.endingSuppressions.length,
  }));

/** Any message there can be, with hostile and endless text everywhere. */
export const anyMessage: fc.Arbitrary<Message> = fc.oneof(anyNotification, anyDigest);
