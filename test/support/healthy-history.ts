/** What is remembered of a cluster in which nothing happened for a month, but for what a scenario is about. */
import type { ClusterHistory, HistoryPoint } from '../../src/evidence/history.ts';
import type { Observation } from '../../src/observation.ts';
import { clusterHistory, observation } from './history.ts';
import { remembered } from './object-history.ts';

interface Remembered {
  /** Objects by kind. */
  readonly objects?: Readonly<Record<string, readonly HistoryPoint[]>>;
  /** Share of the quota of etcd, 0–1. */
  readonly etcdUsed?: readonly HistoryPoint[];
  /** Of the main database. */
  readonly etcdBytes?: readonly HistoryPoint[];
  /** What each audit saw in place of what it usually sees, by how many hours ago it was. */
  readonly observed?: Readonly<Record<number, Partial<Observation>>>;
}

export const apiServers = [
  { lease: 'apiserver-a', holder: 'a1' },
  { lease: 'apiserver-b', holder: 'b1' },
];

/** Configurations that scenarios have, as they were made. */
const unchanged = Object.fromEntries(
  [
    'MutatingWebhookConfiguration/aks-webhook-admission-controller',
    'MutatingWebhookConfiguration/kyverno-resource-mutating-webhook-cfg',
    'MutatingWebhookConfiguration/policy',
    'MutatingWebhookConfiguration/sidecars',
    'ValidatingWebhookConfiguration/aks-node-validating-webhook',
    'ValidatingWebhookConfiguration/azure-policy-validating-webhook-configuration',
    'ValidatingWebhookConfiguration/policy',
  ].map((name) => [name, 1]),
);

export function remembering({
  objects = {},
  etcdUsed = constantly(0.05),
  etcdBytes = constantly(100 * 1024 ** 2),
  observed = {},
}: Remembered = {}): ClusterHistory {
  const counts = {
    nodes: constantly(3),
    pods: constantly(60),
    configmaps: constantly(40),
    secrets: constantly(40),
    ...objects,
  };
  return clusterHistory({
    series: {
      etcdUsed,
      etcdBytes,
      ...Object.fromEntries(Object.entries(counts).map(([kind, points]) => [`objects:${kind}`, points])),
    },
    observations: auditHours(observed).map((hours) =>
      observation(hours * 3_600, {
        processStartedAt: '2026-11-20T08:00:00.000Z',
        apiServers,
        webhookGenerations: unchanged,
        clients: [],
        ...observed[hours],
      }),
    ),
  });
}

/** Every six hours of two days, and those that are given; oldest first. */
function auditHours(observed: Readonly<Record<number, unknown>>): readonly number[] {
  const hours = new Set([48, 42, 36, 30, 24, 18, 12, 6, ...Object.keys(observed).map(Number)]);
  return [...hours].toSorted((left, right) => right - left);
}

/** A ratio that grew evenly for a month; `perDay` a day, up to now. */
export function growing(now: number, perDay: number): readonly HistoryPoint[] {
  // What is remembered of counts is whole.
  return remembered((daysAgo) => (now - perDay * daysAgo) * 1e6).map(({ at, value }) => ({
    at,
    value: value / 1e6,
  }));
}

/** The same at each audit of a month. */
function constantly(value: number): readonly HistoryPoint[] {
  return growing(value, 0);
}
