/** The words of notifications as types (DESIGN §11): plain readonly data, safe to store; receivers write it in their own form. */
import type { AppliedSuppression, Confidence, Culprit, Severity } from './model.ts';

export const alertKinds = [
  'finding',
  'clusterLost',
  'clusterGone',
  'sweepIncomplete',
  'suppressionEnded',
  'receiverFailing',
] as const;
/**
 * What people are told of. `clusterLost`: a sweep could not audit it; `clusterGone`: it is not in the fleet any more; `sweepIncomplete`: part of the fleet could not be
 * seen; `receiverFailing`: messages have not reached a receiver for days.
 */
export type AlertKind = (typeof alertKinds)[number];

/** Something that is wrong now. */
export interface Alert {
  /** Stable over time: the fingerprint of a finding, or the kind and what it is about, e.g. `clusterLost:<cluster key>`. */
  readonly id: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  /** Id and category of the check; null when it is no finding. */
  readonly check: string | null;
  readonly category: string | null;
  /** Null when it is about the fleet. */
  readonly cluster: AlertCluster | null;
  /** Who or what causes it, where known: alerts of one cause are one message, over all clusters. */
  readonly cause: Culprit | null;
  /** One plain sentence. */
  readonly summary: string;
  /** ISO 8601. */
  readonly since: string;
  readonly confidence: Confidence | null;
  /** The audit that holds the details; null when it is no finding. */
  readonly auditId: string | null;
  /** Set when somebody has decided to live with it: it is not told. */
  readonly suppression?: AppliedSuppression;
}

export interface AlertCluster {
  readonly key: string;
  readonly name: string;
  /** ARM id as Azure writes it; absent for a cluster that is not known from Azure. */
  readonly resourceId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export const messageReasons = [
  'opened',
  'worsened',
  'repeat due',
  'resolved',
  'flapping',
  'first sweep',
  'storm',
  'report',
  'test',
] as const;
/**
 * Why a message is sent. `first sweep`: everything that was found in clusters nobody was told of before; `storm`: more
 * groups at once than anybody reads one by one; `report`: it is time for a digest; `test`: somebody wanted to see one.
 */
export type MessageReason = (typeof messageReasons)[number];

export const silenceReasons = [
  'grouped into',
  'quiet until',
  'maintenance until',
  'group interval until',
  'suppressed',
  'below severity',
  'not wanted',
  'not confirmed',
  'not resolved for sure',
  'flapping',
  'told already',
  'receiver paused',
  'no receiver',
] as const;
/**
 * Why somebody is not told of something now. `not wanted`: of a kind of event that the receiver does not ask for;
 * `not confirmed` and `not resolved for sure`: it has to stay so for another sweep.
 */
export type SilenceReason = (typeof silenceReasons)[number];

/** What one alert did since its receiver was last told. */
export const alertChanges = ['opened', 'worsened', 'resolved', 'ongoing'] as const;
export type AlertChange = (typeof alertChanges)[number];

export interface NotificationCluster {
  readonly key: string;
  readonly name: string;
  /** ARM id as Azure writes it; absent for a cluster that is not known from Azure. */
  readonly resourceId?: string;
  /** Its page; null when the address of the app is not known. */
  readonly url: string | null;
}

/** One alert within a message. */
export interface NotificationItem {
  readonly alertId: string;
  readonly change: AlertChange;
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly check: { readonly id: string; readonly title: string } | null;
  readonly cluster: NotificationCluster | null;
  readonly cause: Culprit | null;
  readonly summary: string;
  /** ISO 8601. */
  readonly since: string;
  readonly confidence: Confidence | null;
  /** Where to read on; null when the address of the app is not known. */
  readonly url: string | null;
}

/** A message about what is wrong or no longer wrong: one cause, over the whole fleet. */
export interface Notification {
  readonly form: 'alert';
  /** When it was decided, ISO 8601. */
  readonly at: string;
  /** The sweep that it is about; null for what belongs to none. */
  readonly sweepId: string | null;
  readonly reason: Exclude<MessageReason, 'report'>;
  /** The worst of what is open; of what is resolved, what it was. */
  readonly severity: Severity;
  /** One line, at most 150 characters: what and where. */
  readonly title: string;
  /** What happened, one or two sentences. */
  readonly summary: string;
  readonly cause: Culprit | null;
  /** The check, when all items are of one. */
  readonly check: { readonly id: string; readonly title: string } | null;
  /** The earliest of its items, ISO 8601. */
  readonly since: string | null;
  /** The least sure of its items. */
  readonly confidence: Confidence | null;
  /** At most 20, those with the worst items first. */
  readonly clusters: readonly NotificationCluster[];
  readonly clustersTotal: number;
  /** How many alerts did what. */
  readonly changes: Readonly<Record<AlertChange, number>>;
  /** At most 20, for webhooks 200; worst first, resolved ones last. */
  readonly items: readonly NotificationItem[];
  readonly itemsTotal: number;
  /** What to do first; null when everything is resolved or nobody can do anything. */
  readonly firstStep: NotificationStep | null;
  /** Evidence of the worst finding; at most 6. */
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  /** Where to read on; null when the address of the app is not known. */
  readonly url: string | null;
}

export interface NotificationStep {
  readonly text: string;
  /** Shell command, ready to paste. */
  readonly command?: string;
  /** https link to the page that explains more. */
  readonly learnMore: string | null;
}

/** A scheduled report: what changed in a span of time, and what is worst at its end. */
export interface Digest {
  readonly form: 'digest';
  /** Of the report in the settings. */
  readonly name: string;
  /** e.g. "Weekly report: owner=payments". */
  readonly title: string;
  readonly at: string;
  readonly period: { readonly from: string; readonly to: string };
  /** Whose clusters: `name=value` or `name` of a tag; null for the fleet. */
  readonly owner: string | null;
  readonly clusters: {
    readonly total: number;
    /** Those that the newest sweep could not audit, at most 20. */
    readonly notAudited: readonly { readonly cluster: NotificationCluster; readonly why: string }[];
    readonly notAuditedTotal: number;
  };
  /** Means over the clusters; null when not known. `before` is at the beginning of the period. */
  readonly score: { readonly now: number | null; readonly before: number | null };
  /** 0–1. */
  readonly coverage: { readonly now: number | null; readonly before: number | null };
  /** Parts of the fleet that could not be seen by the newest sweep, a sentence each. */
  readonly unseen: readonly string[];
  /** Open now, by severity; only those that occur; suppressed ones left out. */
  readonly open: Readonly<Partial<Record<Severity, number>>>;
  readonly suppressed: number;
  /** Each at most 10, worst first, and how many there are. */
  readonly opened: DigestList;
  readonly resolved: DigestList;
  readonly worst: DigestList;
  /** Bounds that figures will reach within 30 days, soonest first; at most 10. */
  readonly forecasts: readonly DigestForecast[];
  readonly forecastsTotal: number;
  /** Those that end within 30 days, soonest first; at most 10. */
  readonly endingSuppressions: readonly {
    readonly id: string;
    readonly owner: string;
    readonly reason: string;
    readonly expires: string;
  }[];
  readonly endingSuppressionsTotal: number;
  /** What is told of the clusters together; absent in messages of older versions. */
  readonly across?: DigestAcross;
  readonly charts: readonly DigestChart[];
  /** The CSV to attach, where it is wanted and fits; `leftOut` says why it does not. */
  readonly csv: { readonly fileName: string; readonly text: string } | { readonly leftOut: string } | null;
  readonly url: string | null;
}

/** Shared and new clients, new versions, coverage by subscription, in sentences; at most 10. */
export interface DigestAcross {
  readonly items: readonly { readonly text: string; readonly details: readonly string[] }[];
  readonly total: number;
  /** What new things are held against, when that is less than it could be. */
  readonly note: string | null;
}

export interface DigestList {
  readonly items: readonly NotificationItem[];
  readonly total: number;
}

export interface DigestForecast {
  readonly cluster: NotificationCluster;
  /** e.g. "etcd database". */
  readonly figure: string;
  /** The bound in words, e.g. "80 % of its quota". */
  readonly bound: string;
  /** When it is reached, ISO 8601; by the steep and the flat end of the band. */
  readonly at: string;
  readonly earliest: string;
  readonly latest: string | null;
}

/** A small chart: a figure by day. Null where it was not seen. */
export interface DigestChart {
  readonly title: string;
  /** The newest value in words, e.g. "87 of 100". */
  readonly newest: string;
  /** Least and most that the axis shows. */
  readonly from: number;
  readonly to: number;
  readonly points: readonly { readonly at: string; readonly value: number | null; readonly text: string }[];
}

/** What is sent. */
export type Message = Notification | Digest;

export const receiverKinds = ['teams', 'email', 'webhook'] as const;
export type ReceiverKind = (typeof receiverKinds)[number];

export const deliveryStatuses = ['pending', 'sent', 'dead', 'cancelled'] as const;
/**
 * `pending`: not sent yet, or to be tried again; `dead`: given up, can be sent again by hand; `cancelled`: its receiver
 * does not exist any more.
 */
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One message for one receiver. */
export interface Delivery {
  /** Stable over all tries, and sorts by time: start of the id of a sweep, then a hash (store/keys.ts `deliveryIdOf`). */
  readonly id: string;
  readonly receiver: string;
  readonly receiverKind: ReceiverKind;
  /** The route by which it came; null for tests and reports. */
  readonly route: string | null;
  /** Deliveries of one group to one receiver are sent in their order. */
  readonly group: string;
  readonly message: Message;
  /** Ids of the alerts that it tells to be new or worse: should it never arrive, they were not told. */
  readonly tells: readonly string[];
  readonly status: DeliveryStatus;
  /** Newest last, at most 20. */
  readonly attempts: readonly DeliveryAttempt[];
  readonly attemptsTotal: number;
  /** When it was made, ISO 8601; it is tried for a day. */
  readonly createdAt: string;
  /** Since when the tries count: when it was made, or sent again by hand. */
  readonly triedSince: string;
  /** When it is tried next; absent when it is not. */
  readonly nextAt?: string;
  readonly sentAt?: string;
  /** Who has it in hand until when: so that two do not send it at once. */
  readonly claim?: { readonly holder: string; readonly until: string };
}

export interface DeliveryAttempt {
  readonly at: string;
  readonly milliseconds: number;
  readonly ok: boolean;
  /** HTTP or SMTP status; null when there was no answer. */
  readonly status: number | null;
  /** What happened, one sentence; never a secret. */
  readonly detail: string;
}

/** A group of alerts that a receiver is not told of now, and why. */
export interface LeftOut {
  readonly receiver: string | null;
  readonly route: string;
  readonly group: string;
  readonly title: string;
  readonly reason: SilenceReason;
  /** Until when, ISO 8601. */
  readonly until?: string;
  /** The delivery that it is told in, or the suppression that hides it. */
  readonly into?: string;
  readonly severity: Severity;
  readonly alerts: number;
  /** Names, at most 5. */
  readonly clusters: readonly string[];
}

/** All that was decided at one moment: the commit point of notifications. Made once; all else follows from it. */
export interface Decision {
  /** Of the moment, as the id of a sweep is made. */
  readonly id: string;
  /** The id of the decision whose state it goes on from; null for the first. Each has one successor. */
  readonly after: string | null;
  /** ISO 8601: when the sweep was closed, or when something that was held back fell due. */
  readonly at: string;
  readonly sweepId: string | null;
  readonly deliveries: readonly Delivery[];
  readonly leftOut: readonly LeftOut[];
  readonly state: NotifyState;
  /** The next moment at which something that is held back falls due, ISO 8601; null for none. */
  readonly nextAt: string | null;
}

/** A decision without what it is made from. */
export type DecisionSummary = Pick<Decision, 'id' | 'at' | 'sweepId' | 'leftOut' | 'nextAt'> & {
  readonly deliveries: readonly Pick<Delivery, 'id' | 'receiver' | 'route' | 'group'>[];
  /** How many more were left out, when there are too many to list. */
  readonly moreLeftOut?: number;
};

/** What is remembered from one decision to the next. */
export interface NotifyState {
  /** The newest sweep that was taken into account; null for none. */
  readonly sweepId: string | null;
  /** By cluster key. */
  readonly clusters: Readonly<Record<string, KnownCluster>>;
  /** By alert id; kept while it is open, or was told and not yet resolved, or may flap. */
  readonly alerts: Readonly<Record<string, AlertState>>;
  /** By receiver, route and group (decide/told.ts). */
  readonly told: Readonly<Record<string, ToldGroup>>;
  /** Deliveries of the last days that never arrived, and whose alerts count as not told since. */
  readonly takenBack: readonly string[];
}

interface KnownCluster {
  /** The newest audit that was taken into account; null when it has never been audited. */
  readonly audit: string | null;
  /** As Azure told them last. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface AlertState {
  /** As it was seen last: its words are needed when it is resolved. */
  readonly alert: Alert;
  readonly open: boolean;
  /** In how many sweeps in a row it was seen as it is now, open or not. */
  readonly seen: number;
  /** When it opened and closed, newest last, within the time that flapping is looked for. */
  readonly turns: readonly string[];
  readonly flapping: boolean;
}

export interface ToldGroup {
  readonly at: string;
  /** Severity of each alert that the receiver believes to be open. */
  readonly alerts: Readonly<Record<string, Severity>>;
}

/** Events that a receiver may ask for. */
export const eventKinds = [
  'finding.opened',
  'finding.worsened',
  'finding.resolved',
  'finding.ongoing',
  'cluster.lost',
  'cluster.back',
  'cluster.gone',
  'sweep.incomplete',
  'suppression.ended',
  'receiver.failing',
] as const;
export type EventKind = (typeof eventKinds)[number];

export const webhookFormats = ['cloudEvents', 'commonAlert'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

/** Which alerts a route or a subscription is about: all that is given has to be true. */
export interface AlertMatch {
  /** The mildest; every severity without it. */
  readonly severity?: Severity;
  /** Ids of checks. */
  readonly checks?: readonly string[];
  readonly categories?: readonly string[];
  /** Each `name=value` or `name`; the cluster has one of them. */
  readonly tags?: readonly string[];
  /** Patterns of cluster names. */
  readonly clusters?: readonly string[];
}

/** A webhook that was subscribed over the API. Secrets are sealed (notify/secrets.ts). */
export interface Subscription {
  /** `wh-` and 20 hex digits. */
  readonly id: string;
  readonly name: string;
  /** Sealed: addresses of webhooks often hold a secret. */
  readonly sealedUrl: string;
  /** What may be shown of it: scheme and host. */
  readonly shownUrl: string;
  readonly format: WebhookFormat;
  readonly match: AlertMatch;
  /** Every event without it. */
  readonly events?: readonly EventKind[];
  /** Newest first; those whose time is over do not sign any more. */
  readonly secrets: readonly {
    readonly sealed: string;
    readonly createdAt: string;
    readonly until?: string;
  }[];
  /** Whether it agreed to be sent to by the handshake of CloudEvents. */
  readonly consented: boolean;
  readonly paused?: PausedReceiver;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly changedAt: string;
}

export interface PausedReceiver {
  readonly at: string;
  readonly by: 'operator' | 'failing' | 'gone';
  /** One sentence. */
  readonly why: string;
}

/** How a receiver fares; a row for each that was ever sent to. */
export interface ReceiverHealth {
  readonly receiver: string;
  readonly lastSentAt?: string;
  readonly lastFailedAt?: string;
  /** What it last failed of, one sentence; never a secret. */
  readonly lastFailure?: string;
  /** Since when nothing has reached it; absent while it works. */
  readonly failingSince?: string;
  /** Tries in a row that failed. */
  readonly failures: number;
  /** Messages that were given up since something last reached it; absent for none. */
  readonly lost?: number;
  /** Nothing is sent to it before; absent while it works. */
  readonly retryAt?: string;
}
