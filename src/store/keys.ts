/** The only place where storage keys and other derived identities are made. */
import { createHash } from 'node:crypto';
import type { ResourceRef } from '../model.ts';
import type { Grain, RollupOwner } from './history.ts';
import { dayMs } from '../shared/durations.ts';

const prefixLength = 40;
const hashLength = 16;

/**
 * The storage key of a cluster id: a readable prefix and a hash, safe as a table key and as a segment of a URL path.
 * ARM ids are compared without regard to case, as Azure does; kubeconfig contexts differ by case.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/overview (resource ids are case-insensitive)
 */
export function clusterKeyOf(id: string): string {
  const identity = id.startsWith('/') ? id.toLowerCase() : id;
  return `${readablePrefix(id)}-${sha256(identity).slice(0, hashLength)}`;
}

/** The identity of a finding over time: cluster, check and resource, never the text. */
export function fingerprintOf(clusterKey: string, check: string, resource: ResourceRef): string {
  const { kind, name, namespace = null, part = null } = resource;
  // JSON keeps the parts apart whatever is in them, and null apart from the empty string.
  return sha256(JSON.stringify([clusterKey, check, kind, namespace, name, part])).slice(0, 2 * hashLength);
}

/** The id of a sweep is its start in UTC to the millisecond, e.g. `20261124T031500000Z`; it sorts by time. */
export function sweepIdOf(startedAt: Date): string {
  return compact(startedAt);
}

/** When the sweep of this id started; null for what is no sweep id. None of ours started before 1970. */
export function startOfSweep(id: string): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(id);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, millisecond] = parts;
  const start = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`);
  // Day 31 of a month of 30 is read as the next month's first: not an id we made.
  return start.getTime() >= 0 && sweepIdOf(start) === id ? start : null;
}

/** The id of what is decided at a moment: made as those of sweeps are, so that it sorts by time. */
export function decisionIdOf(at: Date): string {
  return compact(at);
}

/** The id of a delivery: of the moment it was made, then of what it is about; the same for the same. */
export function deliveryIdOf(at: Date, about: readonly string[]): string {
  return `${compact(at)}-${sha256(JSON.stringify(about)).slice(0, hashLength)}`;
}

/** The id of the decision that a delivery was made by; of one that nobody decided, only its moment. */
export function decisionOfDelivery(deliveryId: string): string {
  return deliveryId.split('-', 1)[0] ?? deliveryId;
}

/** Row key that puts the newest decision first; null for what is no id of one. */
export function decisionRowKey(id: string): string | null {
  return sweepRowKey(id);
}

/** Behind all decisions in their partition: a digit comes first in the key of each. */
const successor = '~';

/** Row key by which one decision alone comes after another; null for the first of all. */
export function successorRowKey(after: string | null): string {
  return `${successor}${after === null ? 'first' : requiredDecisionRowKey(after)}`;
}

/** First and end of the row keys of decisions, and of their successions, that are older than a time. */
export function decisionKeysOlderThan(time: Date): {
  readonly heads: KeySpan;
  readonly successions: KeySpan;
} {
  const from = rowKeysOlderThan(time);
  // Never that of the first of all: without it there could be another first.
  return { heads: [from, successor], successions: [successor + from, `${successor}first`] };
}

/** All row keys of decisions. */
export const decisionKeys: KeySpan = ['', successor];

/** Row key that puts the newest delivery first; null for what is no id of one. */
export function deliveryRowKey(id: string): string | null {
  const [, moment = ''] = /^([^-]+)-[0-9a-f]{16}$/.exec(id) ?? [];
  const at = startOfSweep(moment);
  return at === null ? null : `${newestFirst(at)}-${id}`;
}

/** What the row keys of deliveries come before that were made at a time or later. */
export function deliveryKeysSince(time: Date): string {
  return `${newestFirst(time)}~`;
}

/** `decisionRowKey` for writing, where another id is a fault of the caller. */
export function requiredDecisionRowKey(id: string): string {
  const key = decisionRowKey(id);
  if (key === null) throw new TypeError(`"${id}" is not the id of a decision, like 20261124T031500000Z.`);
  return key;
}

/** `deliveryRowKey` for writing, where another id is a fault of the caller. */
export function requiredDeliveryRowKey(id: string): string {
  const key = deliveryRowKey(id);
  if (key !== null) return key;
  throw new TypeError(`"${id}" is not the id of a delivery, like 20261124T031500000Z-0123456789abcdef.`);
}

/** The name of one attempt to write a decision that is too large for one row: when it began, and `random`. */
export function attemptOf(beganAt: Date, random: string): string {
  return `${compact(beganAt)}-${random}`;
}

const partsPrefix = 'parts:';

/** Partition of what an attempt wrote of a decision. */
export function partsPartition(attempt: string): string {
  return partsPrefix + attempt;
}

/** The attempt of a partition made by `partsPartition`. */
export function attemptIn(partition: string): string {
  return partition.slice(partsPrefix.length);
}

/** Partitions of attempts that began before a time. */
export function partsPartitionsBefore(time: Date): KeySpan {
  return [partsPrefix, partsPartition(compact(withinKeys(time)))];
}

/** Row key of a part of a decision, in their order. */
export function partRowKey(index: number): string {
  return String(index).padStart(4, '0');
}

/** Row key of a receiver, and how it is named in a filter: its id, or a hash of what can be no key. */
export function receiverKey(receiver: string): string {
  return keyOrHash(receiver);
}

/** Row key of a subscription: its id, or a hash of what can be no key. */
export function subscriptionRowKey(id: string): string {
  return keyOrHash(id);
}

/** Row key that puts the newest sweep first; null for what is no sweep id. */
export function sweepRowKey(id: string): string | null {
  const start = startOfSweep(id);
  return start === null ? null : `${newestFirst(start)}-${id}`;
}

/** The id of the sweep in a row key made by `sweepRowKey`. */
export function sweepIdIn(rowKey: string): string {
  return rowKey.slice(rowKey.indexOf('-') + 1);
}

/** `sweepRowKey` for writing, where another id is a fault of the caller. */
export function requiredSweepRowKey(id: string): string {
  const key = sweepRowKey(id);
  if (key === null) throw new TypeError(`"${id}" is not the id of a sweep, like 20261124T031500000Z.`);
  return key;
}

/** The first key of a span, and the one that all of it comes before. */
export type KeySpan = readonly [from: string, before: string];

/** Row keys of sweeps that started in a span of time, both ends included. */
export function sweepRowKeysBetween(from: Date, to: Date): KeySpan {
  return [newestFirst(withinKeys(to)), rowKeysOlderThan(withinKeys(from))];
}

/** Row keys that begin with `newestFirst`, of all that is older than a time. */
export function rowKeysOlderThan(time: Date): string {
  // A full stop comes after the hyphen that follows the time in each of these keys.
  return `${newestFirst(time)}.`;
}

/** Row key of one kind of evidence of a cluster. */
export function evidenceRowKey(clusterKey: string, kind: string): string {
  return `${clusterKey}:${kind}`;
}

/** The first row key of a cluster's evidence, and the one that all of it comes before. */
export function evidenceRowKeysOf(clusterKey: string): KeySpan {
  // The semicolon is the character after the colon.
  return [`${clusterKey}:`, `${clusterKey};`];
}

/** The kind in a row key made by `evidenceRowKey`. */
export function kindIn(rowKey: string): string {
  return rowKey.slice(rowKey.indexOf(':') + 1);
}

/** Row key of a message that could not be handled: newest first, one row however often it is kept. */
export function deadLetterRowKey(at: string, queue: string, messageId: string): string {
  const hash = sha256(JSON.stringify([queue, messageId])).slice(0, hashLength);
  return `${newestFirst(new Date(at))}-${hash}`;
}

/** Partition of the hours or of the days of a cluster or of the fleet. */
export function rollupPartition(owner: RollupOwner, grain: Grain): string {
  return `${owner}:${grain}`;
}

/** Row key of the hour or day that starts then; oldest first. */
export function rollupRowKey(startsAt: Date): string {
  return compact(startsAt);
}

/** First and last row key there can be of hours or days that start in a span of time, both ends included. */
export function rollupRowKeysBetween(from: Date, to: Date): readonly [first: string, last: string] {
  return [compact(withinKeys(from)), compact(withinKeys(to))];
}

/** The start in a row key made by `rollupRowKey`, ISO 8601; null for what is no such key. */
export function startOfRollup(rowKey: string): string | null {
  return startOfSweep(rowKey)?.toISOString() ?? null;
}

// No owner is called so: a cluster's key ends with a hash.
const dayPrefix = 'day:';

/** Partition of the copies of all clusters' rollups of the UTC day that a moment is in. */
export function dayPartition(moment: Date): string {
  return dayPrefix + compact(moment).slice(0, 'YYYYMMDD'.length);
}

/** Partitions of the days that start before a time. */
export function dayPartitionsBefore(time: Date): KeySpan {
  return [dayPrefix, dayPartition(new Date(Math.ceil(time.getTime() / dayMs) * dayMs))];
}

/** Row key of a decision of people: its id, or a hash of what can be no key. */
export function policyRowKey(id: string): string {
  return keyOrHash(id);
}

function keyOrHash(id: string): string {
  return isKey(id) && !id.startsWith('~') ? id : `~${sha256(id)}`;
}

/** The last millisecond a Date can hold; counting down from it makes later times sort first as text. */
const lastMillisecond = 8_640_000_000_000_000;

/** Inverted ticks: 16 digits that sort newest first. */
export function newestFirst(at: Date): string {
  const milliseconds = at.getTime();
  if (!(milliseconds >= 0)) throw new RangeError('A time before 1970, or none, cannot be a key.');
  return String(lastMillisecond - milliseconds).padStart(16, '0');
}

/** A time that keys can be compared by: those of later years have more digits. */
function withinKeys(time: Date): Date {
  return new Date(Math.max(0, Math.min(time.getTime(), Date.UTC(10_000) - 1)));
}

/** Sorts by time as text. */
function compact(time: Date): string {
  return time.toISOString().replaceAll(/[-:.]/g, '');
}

/** Whether a text can be a key of ours; what comes from a URL and is not cannot exist, so it is not asked for. */
export function isKey(text: string): boolean {
  return /^[\w.:~-]{1,128}$/.test(text);
}

function readablePrefix(id: string): string {
  const name = id.split(/[/:]/).findLast((segment) => segment !== '') ?? '';
  const safe = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return safe.slice(0, prefixLength).replaceAll(/^-+|-+$/g, '') || 'cluster';
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
