/** Audit events of a cluster over a window of time, made when they are asked for: the same window, the same events. */
import { draws, hashOf, skewed } from '../random.ts';
import type { Moment, Story } from '../story.ts';
import type { Outcome, Traffic } from '../traffic.ts';
import { baseTraffic } from './base-traffic.ts';
import { refusedWrites } from './refusals.ts';
import { refOf, uriOf } from './request.ts';
import type { ObjectReference } from './request.ts';

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
  readonly requestObject?: unknown;
  readonly responseObject?: unknown;
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
export function* auditEvents(story: Story, moment: Moment, window: Window): Iterable<AuditEvent> {
  const traffic = [...baseTraffic(story, moment), ...refusedWrites(story), ...story.traffic];
  for (const [index, stream] of traffic.entries()) {
    yield* eventsOf(stream, hashOf(`${story.name}/${index}`), story, window);
  }
}

function* eventsOf(stream: Traffic, seed: number, story: Story, window: Window): Iterable<AuditEvent> {
  const to = Math.min(window.to, stream.until ?? Infinity);
  const spacing = 1000 / stream.perSecond;
  const user = { username: stream.client.username, groups: stream.client.groups };
  const sourceIPs = [stream.client.ip];
  for (let index = Math.floor(window.from / spacing) - 1; index * spacing < to; index += 1) {
    const next = draws(seed, index);
    const at = (index + next()) * spacing;
    if (at < window.from || at >= to) continue;
    const outcome = outcomeOf(stream, next());
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

function outcomeOf({ outcomes = [] }: Traffic, drawn: number): Outcome | null {
  let below = 0;
  for (const outcome of outcomes) {
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

function statusOf({ verb }: Traffic, outcome: Outcome | null): NonNullable<AuditEvent['responseStatus']> {
  if (outcome === null) return { metadata: {}, code: verb === 'create' ? 201 : 200 };
  const { reason, message, code } = outcome;
  return { metadata: {}, status: 'Failure', message, reason, code };
}

/** The version of the object before the write; each real change makes a new one. */
function versionBefore(
  { changesNothing, names = [] }: Traffic,
  name: string | undefined,
  index: number,
): number {
  const first = 100_000 + (hashOf(name ?? '') % 900_000);
  return changesNothing === true ? first : first + Math.floor(index / Math.max(1, names.length));
}

/** At the level RequestResponse both objects are in the event; what matters of them is the version before and after. */
function objectsOf(
  { level, verb, changesNothing, namespace }: Traffic,
  name: string | undefined,
  outcome: Outcome | null,
  before: number,
): { readonly requestObject?: unknown; readonly responseObject?: unknown } {
  if (level !== 'RequestResponse' || verb === 'delete') return {};
  const metadata = { name: name ?? '', ...(namespace === undefined ? {} : { namespace }) };
  const sent = { metadata: verb === 'update' ? { ...metadata, resourceVersion: String(before) } : metadata };
  if (outcome !== null) return { requestObject: sent };
  const after = changesNothing === true ? before : before + 1;
  return {
    requestObject: sent,
    responseObject: { metadata: { ...metadata, resourceVersion: String(after) } },
  };
}

// The API server notes where the time went of what took longer than this:
// https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/filters/audit.go
const slowMs = 500;

function annotationsOf(
  { layers = { etcd: 0.6 }, verb }: Traffic,
  outcome: Outcome | null,
  milliseconds: number,
  version: Story['version'],
): Readonly<Record<string, string>> {
  const decided: Record<string, string> =
    outcome?.unauthorized === true
      ? {}
      : { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': '' };
  if (milliseconds <= slowMs || verb === 'watch' || losesLatency(version)) return decided;
  decided['apiserver.latency.k8s.io/total'] = goDuration(milliseconds);
  for (const [layer, share] of Object.entries(layers)) {
    decided[`apiserver.latency.k8s.io/${layer}`] = goDuration(milliseconds * share);
  }
  return decided;
}

/** Absent by a fault of these versions: https://github.com/kubernetes/kubernetes/pull/135685 */
function losesLatency({ minor, patch }: Story['version']): boolean {
  return (minor === 34 && patch < 7) || (minor === 35 && patch < 4);
}

function goDuration(milliseconds: number): string {
  const rounded = Math.round(milliseconds * 1000) / 1000;
  return rounded < 1000 ? `${rounded}ms` : `${Math.round(rounded * 1000) / 1e6}s`;
}

/** RFC 3339 with six digits, as the API server writes times. */
function microseconds(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = Math.floor((milliseconds - seconds * 1000) * 1000);
  return `${secondText(seconds)}.${String(rest).padStart(6, '0')}Z`;
}

let [lastSecond, lastText] = [Number.NaN, ''];

/** Most events are near the one before, and a date costs more to write than all else in them. */
function secondText(seconds: number): string {
  if (seconds !== lastSecond) {
    [lastSecond, lastText] = [seconds, new Date(seconds * 1000).toISOString().slice(0, 19)];
  }
  return lastText;
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
