/** What is remembered of notifications, whole and valid, with what a test cares about set by it. */
import type {
  AlertState,
  Decision,
  Delivery,
  LeftOut,
  Notification,
  ReceiverHealth,
  Subscription,
} from '../../src/notification.ts';
import { decisionIdOf, deliveryIdOf } from '../../src/store/keys.ts';
import { aCluster, hostileTexts, minute, noise, sweepId } from './builders.ts';

const hostile = hostileTexts.join('');
const at = (minutes: number): string => minute(minutes).toISOString();

export function decisionId(minutes: number): string {
  return decisionIdOf(minute(minutes));
}

export function deliveryId(minutes: number, about = 'a'): string {
  return deliveryIdOf(minute(minutes), [about]);
}

const { key, name } = aCluster('prod');
const cluster = { key, name, url: `https://auditor.example/clusters/${key}` };
const cause = { kind: 'client', name: hostile } as const;
const check = { id: 'excessive-object-count', title: 'Too many objects' };

const message: Notification = {
  form: 'alert',
  at: at(0),
  sweepId: sweepId(0),
  reason: 'opened',
  severity: 'high',
  title: hostile,
  summary: 'Jobs: 48,211; expected at most 10,000.',
  cause,
  check,
  since: at(-60),
  confidence: 'measured',
  clusters: [cluster],
  clustersTotal: 1,
  changes: { opened: 1, worsened: 0, resolved: 0, ongoing: 0 },
  items: [
    {
      alertId: 'fingerprint-a',
      change: 'opened',
      kind: 'finding',
      severity: 'high',
      check,
      cluster,
      cause: null,
      summary: hostile,
      since: at(-60),
      confidence: 'measured',
      url: null,
    },
  ],
  itemsTotal: 1,
  firstStep: { text: 'Delete finished jobs.', command: 'kubectl delete job x', learnMore: null },
  evidence: [{ label: 'count', value: '48,211' }],
  url: null,
};

export function aDelivery(minutes: number, change: Partial<Delivery> = {}, about = 'a'): Delivery {
  return {
    id: deliveryId(minutes, about),
    receiver: 'on-call',
    receiverKind: 'teams',
    route: 'default',
    group: 'client:job-dispatcher',
    message,
    tells: [],
    status: 'pending',
    attempts: [{ at: at(minutes), milliseconds: 812.5, ok: false, status: null, detail: 'No answer.' }],
    attemptsTotal: 1,
    createdAt: at(minutes),
    triedSince: at(minutes),
    nextAt: at(minutes + 1),
    claim: { holder: 'one', until: at(minutes + 5) },
    ...change,
  };
}

export function aDigestDelivery(minutes: number): Delivery {
  const point = { at: at(minutes), value: null, text: 'not known' };
  return aDelivery(minutes, {
    route: null,
    receiverKind: 'email',
    message: {
      form: 'digest',
      name: 'weekly',
      title: 'Weekly report: owner=payments',
      at: at(minutes),
      period: { from: at(minutes - 60), to: at(minutes) },
      owner: 'owner=payments',
      clusters: { total: 2, notAudited: [{ cluster, why: hostile }], notAuditedTotal: 1 },
      score: { now: 71.5, before: null },
      coverage: { now: 2 / 3, before: 1 },
      unseen: ['A subscription cannot be read.'],
      open: { high: 1 },
      suppressed: 0,
      opened: { items: message.items, total: 1 },
      resolved: { items: [], total: 0 },
      worst: { items: message.items, total: 1 },
      forecasts: [
        {
          cluster,
          figure: 'etcd database',
          bound: '80 % of its quota',
          at: at(99),
          earliest: at(9),
          latest: null,
        },
      ],
      forecastsTotal: 1,
      endingSuppressions: [{ id: 's', owner: "o'brien", reason: hostile, expires: at(99) }],
      endingSuppressionsTotal: 1,
      charts: [{ title: 'Score', newest: '71.5 of 100', from: 0, to: 100, points: [point] }],
      csv: { fileName: 'weekly.csv', text: 'cluster,severity\r\n' },
      url: null,
    },
  });
}

export function aLeftOut(change: Partial<LeftOut> = {}): LeftOut {
  return {
    receiver: null,
    route: 'default',
    group: 'g',
    title: hostile,
    reason: 'quiet until',
    until: at(60),
    severity: 'low',
    alerts: 3,
    clusters: ['prod'],
    ...change,
  };
}

function anAlertState(id: string): AlertState {
  return {
    alert: {
      id,
      kind: 'finding',
      severity: 'high',
      check: check.id,
      category: 'etcd',
      cluster: { key, name, tags: { owner: "o'brien" } },
      cause,
      summary: hostile,
      since: at(-60),
      confidence: 'measured',
      auditId: sweepId(0),
      suppression: { id: 's', owner: 'o', reason: 'r', expires: at(99) },
    },
    open: true,
    seen: 2,
    turns: [at(-60)],
    flapping: false,
  };
}

export function aDecision(minutes: number, change: Partial<Decision> = {}): Decision {
  return {
    id: decisionId(minutes),
    // Each comes after one of its own, unless a test says otherwise.
    after: decisionId(minutes - 0.5),
    at: at(minutes),
    sweepId: sweepId(minutes),
    deliveries: [aDelivery(minutes), aDigestDelivery(minutes + 1)],
    leftOut: [aLeftOut(), aLeftOut({ receiver: 'on-call', reason: 'grouped into', into: 'x' })],
    state: {
      sweepId: sweepId(minutes),
      clusters: {
        [key]: { audit: sweepId(0), tags: { owner: 'o' } },
        [aCluster('new').key]: { audit: null, tags: {} },
      },
      alerts: { 'fingerprint-a': anAlertState('fingerprint-a') },
      takenBack: [],
      told: { '["on-call","default","g"]': { at: at(0), alerts: { 'fingerprint-a': 'high' } } },
    },
    nextAt: at(60),
    ...change,
  };
}

const longTexts = Array.from({ length: 35 }, (_, index) => noise(index, 80_000));

/** A decision that takes three rows beside its own: it does not compress below 1.5 MiB. */
export function aLargeDecision(minutes: number): Decision {
  const { state, ...rest } = aDecision(minutes);
  const states = longTexts.map((summary, index) => {
    const small = anAlertState(`f${index}`);
    return [small.alert.id, { ...small, alert: { ...small.alert, summary } }] as const;
  });
  return { ...rest, state: { ...state, alerts: Object.fromEntries(states) } };
}

export function aSubscription(id: string, minutes: number, change: Partial<Subscription> = {}): Subscription {
  return {
    id,
    name: hostile,
    sealedUrl: 'sealed',
    shownUrl: 'https://hooks.example',
    format: 'cloudEvents',
    match: { severity: 'high', tags: ["owner=o'brien"], clusters: ['prod-*'] },
    events: ['finding.opened', 'cluster.lost'],
    secrets: [
      { sealed: 'new', createdAt: at(minutes) },
      { sealed: 'old', createdAt: at(0), until: at(99) },
    ],
    consented: true,
    paused: { at: at(minutes), by: 'failing', why: 'It does not answer.' },
    createdAt: at(minutes),
    createdBy: "o'brien",
    changedAt: at(minutes),
    ...change,
  };
}

export function aHealth(receiver: string, change: Partial<ReceiverHealth> = {}): ReceiverHealth {
  return { receiver, failures: 0, lastSentAt: at(0), ...change };
}
