/** Who is told and what became of it, whole and valid, with what a test cares about set by it. */
import type { Decision, Delivery, DeliveryAttempt, LeftOut, Subscription } from '../../src/notification.ts';
import type { NotifySettings } from '../../src/notify/settings/notify-settings.ts';
import { decisionIdOf, deliveryIdOf } from '../../src/store/keys.ts';
import { minute, sweepId } from './builders.ts';
import { exampleNotification } from '../support/notify-messages.ts';

export const accepted: DeliveryAttempt = {
  at: minute(4).toISOString(),
  milliseconds: 412,
  ok: true,
  status: 202,
  detail: 'Accepted by the workflow.',
};
export const refused: DeliveryAttempt = {
  at: minute(4).toISOString(),
  milliseconds: 31,
  ok: false,
  status: 503,
  detail: 'The receiver answers 503.',
};

/** One that arrived; `minutes` after noon it was made. */
export function aDelivery(minutes: number, change: Partial<Delivery> = {}): Delivery {
  const at = minute(minutes);
  return {
    id: deliveryIdOf(at, [change.receiver ?? 'platform-teams', change.group ?? 'jobs']),
    receiver: 'platform-teams',
    receiverKind: 'teams',
    route: 'everything',
    group: 'jobs',
    message: exampleNotification,
    tells: [],
    status: 'sent',
    attempts: [accepted],
    attemptsTotal: 1,
    createdAt: at.toISOString(),
    triedSince: at.toISOString(),
    sentAt: accepted.at,
    ...change,
  };
}

/** One that nothing came of yet. */
export function aPending(minutes: number, change: Partial<Delivery> = {}): Delivery {
  const { sentAt: _, ...delivery } = aDelivery(minutes, change);
  const nextAt = minute(minutes + 8).toISOString();
  return { ...delivery, status: 'pending', attempts: [refused], nextAt, ...change };
}

export function aLeftOut(change: Partial<LeftOut> = {}): LeftOut {
  return {
    receiver: 'batch-mail',
    route: 'batch',
    group: 'webhooks',
    title: 'A webhook fails in Prod-2',
    reason: 'quiet until',
    until: minute(19 * 60).toISOString(),
    severity: 'medium',
    alerts: 2,
    clusters: ['Prod-2'],
    ...change,
  };
}

export function aDecision(minutes: number, change: Partial<Decision> = {}): Decision {
  return {
    id: decisionIdOf(minute(minutes)),
    at: minute(minutes).toISOString(),
    after: null,
    sweepId: sweepId(0),
    deliveries: [aDelivery(minutes)],
    leftOut: [aLeftOut()],
    state: {
      sweepId: sweepId(0),
      clusters: { 'payments-prod-key': { audit: sweepId(0), tags: {} } },
      alerts: {},
      takenBack: [],
      told: { 'what-only-the-next-decision-reads': { at: minute(0).toISOString(), alerts: {} } },
    },
    nextAt: minute(19 * 60).toISOString(),
    ...change,
  };
}

export function aSubscription(change: Partial<Subscription> = {}): Subscription {
  return {
    id: 'wh-0123456789abcdef0123',
    name: 'Incidents of payments',
    sealedUrl: 'sealed-address',
    shownUrl: 'https://hooks.example.com',
    format: 'cloudEvents',
    match: { severity: 'high', tags: ['owner=payments'] },
    secrets: [{ sealed: 'sealed-secret', createdAt: minute(-60).toISOString() }],
    consented: false,
    createdAt: minute(-60).toISOString(),
    createdBy: 'ops@example.com',
    changedAt: minute(-60).toISOString(),
    ...change,
  };
}

/** A Teams channel and some people, each with a route. */
export const someSettings: NotifySettings = {
  receivers: [
    { id: 'platform-teams', kind: 'teams', url: 'https://flows.example.com/workflows/s3cr3t?sig=s3cr3t' },
    { id: 'batch-mail', kind: 'email', to: ['batch@example.com'], cc: ['lead@example.com'] },
  ],
  routes: [aRoute('batch', ['batch-mail']), aRoute('everything', ['platform-teams'])],
  maintenance: [],
  reports: [
    {
      name: 'weekly',
      schedule: '0 0 7 * * 1',
      timeZone: 'UTC',
      period: 'week',
      owner: null,
      receivers: ['batch-mail'],
      csv: true,
    },
  ],
  mail: null,
};

function aRoute(name: string, receivers: readonly string[]): NotifySettings['routes'][number] {
  return {
    name,
    match: {},
    receivers,
    continue: false,
    minSeverity: 'info',
    groupMinutes: 60,
    repeatHours: { critical: 4, high: 24, medium: null, low: null, info: null },
    quiet: null,
    openAfter: 2,
    resolveAfter: 2,
  };
}

/** Nobody is told of anything. */
export const noSettings: NotifySettings = {
  receivers: [],
  routes: [],
  maintenance: [],
  reports: [],
  mail: null,
};
