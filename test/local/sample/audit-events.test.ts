import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { auditEvents } from '../../../local/sample/audit/events.ts';
import type { AuditEvent } from '../../../local/sample/audit/events.ts';
import { defineStory } from '../../../local/sample/story.ts';
import type { Story } from '../../../local/sample/story.ts';
import { serviceAccount } from '../../../local/sample/traffic.ts';
import type { Traffic } from '../../../local/sample/traffic.ts';
import { begun, now } from '../../support/sample-azure.ts';
import { matching } from '../../support/matchers.ts';

const minute = 60_000;
const start = now.getTime() - 60 * minute;
const moment = { now, begun };
const client = serviceAccount('shop', 'syncer', 'syncer/1.0');
const update: Traffic = {
  client,
  verb: 'update',
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
  namespace: 'shop',
  names: ['web', 'api'],
  perSecond: 1,
  medianMs: 20,
  level: 'RequestResponse',
};
const empty = defineStory({ name: 'c1', pools: [] });

function eventsOf(story: Story, from: number, to: number): readonly AuditEvent[] {
  return [...auditEvents(story, moment, { from, to })];
}

function ofClient(traffic: Traffic, minutes = 10, story: Partial<Story> = {}): readonly AuditEvent[] {
  return eventsOf({ ...empty, ...story, traffic: [traffic] }, start, start + minutes * minute).filter(
    ({ userAgent }) => userAgent === client.userAgent,
  );
}

test('wherever a window is split, its parts have the same events as the whole', () => {
  const story = { ...empty, traffic: [update] };
  const whole = eventsOf(story, start, start + 10 * minute);
  expect(whole.length).toBeGreaterThan(600);
  assert(
    property(integer({ min: 0, max: 10 * minute }), (split) => {
      const parts = [
        ...eventsOf(story, start, start + split),
        ...eventsOf(story, start + split, start + 10 * minute),
      ];
      expect(byTime(parts)).toEqual(byTime(whole));
    }),
    { numRuns: 10 },
  );
});

function byTime(events: readonly AuditEvent[]): readonly AuditEvent[] {
  const keyOf = ({ stageTimestamp, auditID, stage }: AuditEvent): string => stageTimestamp + auditID + stage;
  return events.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

test('events are made as they are read, so that a month costs nothing until somebody reads it', () => {
  const month = auditEvents({ ...empty, traffic: [{ ...update, perSecond: 1000 }] }, moment, {
    from: start - 30 * 1440 * minute,
    to: start,
  });
  const read = [];
  for (const event of month) {
    read.push(event.stage);
    if (read.length === 3) break;
  }
  expect(read).toHaveLength(3);
});

test('a stream has as many events as its rate says, each within the window and with an id of its own', () => {
  const events = ofClient(update);
  expect(events.length).toBeGreaterThanOrEqual(599);
  expect(events.length).toBeLessThanOrEqual(601);
  expect(new Set(events.map(({ auditID }) => auditID)).size).toBe(events.length);
  const times = events.map(({ stageTimestamp }) => Date.parse(stageTimestamp));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(start);
  expect(Math.max(...times)).toBeLessThan(start + 10 * minute);
});

test('an event is written the way an API server writes it', () => {
  const [event] = ofClient(update, 1);
  expect(event).toEqual({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'RequestResponse',
    auditID: matching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/),
    stage: 'ResponseComplete',
    requestURI: matching(/^\/apis\/apps\/v1\/namespaces\/shop\/deployments\/(web|api)$/),
    verb: 'update',
    user: {
      username: 'system:serviceaccount:shop:syncer',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'],
    },
    sourceIPs: ['10.224.0.6'],
    userAgent: 'syncer/1.0',
    objectRef: {
      resource: 'deployments',
      namespace: 'shop',
      name: matching(/^(web|api)$/),
      apiGroup: 'apps',
      apiVersion: 'v1',
      resourceVersion: matching(/^\d+$/),
    },
    responseStatus: { metadata: {}, code: 200 },
    requestObject: {
      metadata: { name: matching(/^(web|api)$/), namespace: 'shop', resourceVersion: matching(/^\d+$/) },
    },
    responseObject: {
      metadata: { name: matching(/^(web|api)$/), namespace: 'shop', resourceVersion: matching(/^\d+$/) },
    },
    requestReceivedTimestamp: matching(/^2026-11-24T0[23]:\d\d:\d\d\.\d{6}Z$/),
    stageTimestamp: matching(/^2026-11-24T0[23]:\d\d:\d\d\.\d{6}Z$/),
    annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': '' },
  });
});

test.each([
  ['changes nothing: one version for each object', true, 2],
  ['changes something: a version of its own for each write', false, 600],
])('an update that %s', (_, changesNothing, versions) => {
  const seen = new Set(
    ofClient({ ...update, changesNothing }).map(
      ({ objectRef }) => `${objectRef?.name} ${objectRef?.resourceVersion}`,
    ),
  );
  expect(Math.abs(seen.size - versions)).toBeLessThanOrEqual(1);
});

test('a call that took longer than half a second says where the time went', () => {
  const slow = { ...update, medianMs: 2_000, sigma: 0, layers: { etcd: 0.25 } };
  expect(ofClient(slow, 1)[0]?.annotations).toEqual({
    'authorization.k8s.io/decision': 'allow',
    'authorization.k8s.io/reason': '',
    'apiserver.latency.k8s.io/total': '2s',
    'apiserver.latency.k8s.io/etcd': '500ms',
  });
});

test.each([
  [34, 6, false],
  [34, 7, true],
  [35, 3, false],
  [35, 4, true],
])('version 1.%d.%d notes the latency of slow calls: %s', (minor, patch, notes) => {
  const slow = { ...update, medianMs: 2_000, sigma: 0 };
  const [event] = ofClient(slow, 1, { version: { minor, patch } });
  expect('apiserver.latency.k8s.io/total' in (event?.annotations ?? {})).toBe(notes);
});

test('what priority and fairness turns away has no decision yet', () => {
  const refused = { share: 1, code: 429, reason: 'TooManyRequests', message: 'Too many', unauthorized: true };
  const [event] = ofClient({ ...update, outcomes: [refused] }, 1);
  expect({ status: event?.responseStatus, annotations: event?.annotations }).toEqual({
    status: { metadata: {}, status: 'Failure', message: 'Too many', reason: 'TooManyRequests', code: 429 },
    annotations: {},
  });
});

test.each([
  ['create', 'RequestReceived'],
  ['watch', 'ResponseStarted'],
])('a %s that the policy logs twice begins with %s', (verb, stage) => {
  const events = ofClient({ ...update, verb, level: 'Metadata', twoStages: true }, 1);
  expect(events.slice(0, 2).map((event) => event.stage)).toEqual([stage, 'ResponseComplete']);
  expect(events[0]?.auditID).toBe(events[1]?.auditID);
  expect(events[0]?.stageTimestamp).toBe(events[0]?.requestReceivedTimestamp);
});

test('a node that fell silent renews its lease no more', () => {
  const pool = { name: 'np', hash: '12345678', nodes: 2, silent: { 1: 5 } };
  const story = defineStory({ name: 'c2', pools: [pool] });
  const users = eventsOf(story, start, start + 10 * minute).map(({ user }) => user.username);
  expect(new Set(users.filter((name) => name.startsWith('system:node:')))).toEqual(
    new Set(['system:node:aks-np-12345678-vmss000000']),
  );
});

test.each([
  ['began half an hour ago', { ageDays: daysAgo(30) }, [0, 600]],
  ['ended half an hour ago', { endedDays: daysAgo(30) }, [600, 0]],
])('a stream that %s is in the log for that time alone', (_name, period, [before, after]) => {
  const story = { ...empty, traffic: [{ ...update, ...period }] };
  const count = (from: number): number =>
    eventsOf(story, from, from + 10 * minute).filter(({ userAgent }) => userAgent === client.userAgent)
      .length;
  expect(count(start + 20 * minute)).toBeCloseTo(before ?? 0, -1);
  expect(count(start + 30 * minute)).toBeCloseTo(after ?? 0, -1);
});

test('calls are refused for as long as the story says', () => {
  const outcome = { share: 1, code: 429, reason: 'TooManyRequests', message: 'Too many requests.' };
  const events = ofClient({ ...update, outcomes: [{ ...outcome, ageDays: daysAgo(55) }] });
  const codes = (refused: boolean) =>
    events
      .filter(({ stageTimestamp }) => Date.parse(stageTimestamp) >= start + 5 * minute === refused)
      .map(({ responseStatus }) => responseStatus?.code);
  expect([new Set(codes(false)), new Set(codes(true))]).toEqual([new Set([200]), new Set([429])]);
});

/** Days from so many minutes before the moment until the story began, which is below zero when it began earlier. */
function daysAgo(minutes: number): number {
  return (begun.getTime() - (now.getTime() - minutes * minute)) / (24 * 60 * minute);
}
