/** Audit events of a cluster over a window of time, made when they are asked for: the same window, the same events. */
import { draws, hashOf, skewed } from '../random.ts';
import type { Story } from '../story.ts';
import { isThere, timesOf } from '../time.ts';
import type { Moment } from '../time.ts';
import type { Outcome, Traffic } from '../traffic.ts';
import { baseTraffic } from './base-traffic.ts';
import { annotationsOf, objectsOf, statusOf, versionBefore } from './event-parts.ts';
import { refusedWrites } from './refusals.ts';
import { refOf, uriOf } from './request.ts';
import type { ObjectReference } from './request.ts';
import { microseconds } from './timestamp.ts';

/** As the API server writes it: audit.k8s.io/v1. */
export interface AuditEvent {
  readonly kind: 'Event';
  readonly apiVersion: 'audit.k8s.io/v1';
  readonly level: string;
  readonly auditID: string;
  readonly stage: string;
  readonly requestURI: string;
  readonly verb: string;
  readonly user: { readonly username: string; readonly groups: readonly string[] };
  readonly sourceIPs: readonly string[];
  readonly userAgent: string;
  readonly objectRef?: ObjectReference;
  readonly responseStatus?: {
    readonly metadata: object;
    readonly status?: string;
    readonly message?: string;
    readonly reason?: string;
    readonly code: number;
  };
  readonly requestObject?: object;
  readonly responseObject?: object;
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Milliseconds since the epoch; `to` is not in it. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** All that the cluster's API server wrote in the window: one stream of calls after the other, not by time. */
export function auditEvents(story: Story, moment: Moment, window: Window): Iterable<AuditEvent> {
  if (story.recordedLog !== undefined) return story.recordedLog.filter((event) => isIn(event, window));
  const traffic = [...baseTraffic(story), ...refusedWrites(story), ...story.traffic];
  return trafficEvents(traffic, story, moment, window);
}

function isIn({ stageTimestamp }: AuditEvent, { from, to }: Window): boolean {
  const at = Date.parse(stageTimestamp);
  return at >= from && at < to;
}

/** What the server writes of these streams alone. */
export function* trafficEvents(
  traffic: readonly Traffic[],
  story: Story,
  { begun }: Moment,
  window: Window,
): Iterable<AuditEvent> {
  for (const [index, stream] of traffic.entries()) {
    const { from, to } = timesOf(stream, begun);
    const within = { from: Math.max(from, window.from), to: Math.min(to, window.to) };
    yield* eventsOf(stream, { seed: hashOf(`${story.name}/${index}`), story, begun }, within);
  }
}

interface Told {
  readonly seed: number;
  readonly story: Story;
  readonly begun: Date;
}

function* eventsOf(
  stream: Traffic,
  { seed, story, begun }: Told,
  { from, to }: Window,
): Iterable<AuditEvent> {
  const spacing = 1000 / stream.perSecond;
  const user = { username: stream.client.username, groups: stream.client.groups };
  const sourceIPs = [stream.client.ip];
  for (let index = Math.floor(from / spacing) - 1; index * spacing < to; index += 1) {
    const next = draws(seed, index);
    const at = (index + next()) * spacing;
    if (at < from || at >= to) continue;
    const outcome = outcomeOf(stream, next(), { now: new Date(at), begun });
    const milliseconds = durationOf(stream, outcome, next);
    const name = stream.names?.[((index % stream.names.length) + stream.names.length) % stream.names.length];
    const before = versionBefore(stream, name, index);
    const event: AuditEvent = {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: stream.level ?? 'Metadata',
      auditID: auditIdOf(seed, index),
      stage: 'ResponseComplete',
      requestURI: uriOf(stream, name),
      verb: stream.verb,
      user,
      sourceIPs,
      userAgent: stream.client.userAgent,
      ...refOf(stream, name, String(before)),
      responseStatus: statusOf(stream, outcome),
      ...objectsOf(stream, name, outcome, before),
      requestReceivedTimestamp: microseconds(at - milliseconds),
      stageTimestamp: microseconds(at),
      annotations: annotationsOf(stream, outcome, milliseconds, story.version),
    };
    if (stream.twoStages === true) yield firstStage(event);
    yield event;
  }
}

/** Of a watch its beginning, of anything else its arrival. */
function firstStage({ responseStatus, annotations, ...event }: AuditEvent): AuditEvent {
  return event.verb === 'watch'
    ? {
        ...event,
        stage: 'ResponseStarted',
        ...(responseStatus === undefined ? {} : { responseStatus }),
        stageTimestamp: event.requestReceivedTimestamp,
        ...(annotations === undefined ? {} : { annotations }),
      }
    : { ...event, stage: 'RequestReceived', stageTimestamp: event.requestReceivedTimestamp };
}

function outcomeOf({ outcomes = [] }: Traffic, drawn: number, moment: Moment): Outcome | null {
  let below = 0;
  for (const outcome of outcomes) {
    if (!isThere(outcome, moment)) continue;
    below += outcome.share;
    if (drawn < below) return outcome;
  }
  return null;
}

// Requests that are not long-running end after a minute:
// https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ (--request-timeout)
const requestTimeoutMs = 60_000;
const longestWatchMs = 3_600_000;

function durationOf(stream: Traffic, outcome: Outcome | null, next: () => number): number {
  const drawn = skewed(next, outcome?.medianMs ?? stream.medianMs, stream.sigma ?? 0.5);
  return Math.min(drawn, stream.verb === 'watch' ? longestWatchMs : requestTimeoutMs);
}

function auditIdOf(seed: number, index: number): string {
  const next = draws(seed ^ 0x5bd1_e995, index);
  const digits = (): string =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [digits(), digits(), digits(), digits()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
