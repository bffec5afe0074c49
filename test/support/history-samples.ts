/** Any past that a cluster may have, and the processes that may have come of it: for what must hold of every check. */
import * as fc from 'fast-check';
import type { ApiServerProcesses } from '../../src/evidence/api-server-processes.ts';
import type { ClusterHistory, HistoryPoint } from '../../src/evidence/history.ts';
import type { Observation, ObservedApiServer } from '../../src/observation.ts';
import { knownClient } from './azure-evidence-samples.ts';
import { ago } from './evidence.ts';
import { clusterHistory, observation } from './history.ts';
import { hostileText } from './hostile.ts';

const hour = 3_600;
const day = 24 * hour;

/** The same two hosts as in the past, each with a process of its own number; one of them may be another by now. */
export const anyProcesses: fc.Arbitrary<ApiServerProcesses> = fc
  .record({
    process: fc.constantFrom(0, 0, 99),
    names: fc.constantFrom(['a', 'b'], ['a'], ['b', 'a', 'c']),
  })
  .map(({ process, names }) => ({
    processes: names.map((name) => ({ ...server(name, name === 'a' ? process : 0), renewedAt: ago(3) })),
  }));

function server(name: string, process: number): ObservedApiServer {
  return { lease: `apiserver-${name}`, holder: `apiserver-${name}_${process}` };
}

/** Two API servers at audit number `index`, newest first: the processes of one change with each audit, or new ones come. */
const fates: readonly ((index: number) => Pick<Observation, 'apiServers' | 'processStartedAt'>)[] = [
  () => ({ apiServers: [server('a', 0), server('b', 0)], processStartedAt: ago(20 * day) }),
  (index) => ({ apiServers: [server('a', index), server('b', 0)], processStartedAt: ago(20 * day) }),
  (index) => ({ apiServers: [server(`x${index}`, 0), server('b', 0)], processStartedAt: null }),
  (index) => ({ apiServers: null, processStartedAt: ago(index * 2 * hour + 1_900) }),
  (index) => ({ apiServers: null, processStartedAt: ago(index * 300) }),
  () => ({ apiServers: null, processStartedAt: null }),
];

const configurations = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].flatMap((kind) =>
  ['policy', 'kube-system', 'restricted', 'aks-managed-apiserver-guard'].map((name) => `${kind}/${name}`),
);

const generations: fc.Arbitrary<Observation['webhookGenerations']> = fc.oneof(
  fc.constant(null),
  fc
    .constantFrom(1, 30)
    .map((generation) => Object.fromEntries(configurations.map((key) => [key, generation]))),
  fc.dictionary(hostileText, fc.nat(50), { maxKeys: 3 }),
);

const { userAgent, username } = knownClient;
const clients: fc.Arbitrary<Observation['clients']> = fc.oneof(
  fc.constant(null),
  fc.constantFrom(10, 60).map((meanMs) => [{ userAgent, username, requests: 400, meanMs }]),
  fc.array(
    fc.record({
      userAgent: fc.oneof(fc.constantFrom(userAgent, 'operator/v2'), hostileText),
      username: fc.constantFrom(username, ''),
      requests: fc.constantFrom(0, 5),
      meanMs: fc.constantFrom(0, 500),
    }),
    { maxLength: 3 },
  ),
);

/** As many audits as one story has, so many hours apart. */
const observations: fc.Arbitrary<readonly Observation[]> = fc
  .record({
    hours: fc.constantFrom(1, 6, 12, 24),
    count: fc.constantFrom(0, 6, 12, 28),
    fate: fc.constantFrom(...fates),
    webhookGenerations: generations,
    clients,
  })
  .map(({ hours, count, fate, ...seen }) =>
    Array.from({ length: count }, (_, index) =>
      observation((index + 1) * hours * hour, { ...seen, ...fate(index + 1) }),
    ).toReversed(),
  );

/** A figure that goes so much up a day, until an hour ago. */
const course = fc.record({
  value: fc.constantFrom(0.3, 0.6, 0.84, 0.895, 0.95),
  perDay: fc.constantFrom(-0.01, 0, 0.001, 0.004, 0.008, 0.03, 0.3),
  days: fc.constantFrom(1, 3, 12, 40),
  points: fc.constantFrom(2, 6, 10),
});

function series(unit: number): fc.Arbitrary<readonly HistoryPoint[]> {
  return course.map(({ value, perDay, days, points }) =>
    Array.from({ length: points }, (_, index) => {
      const age = days * (1 - index / Math.max(1, points - 1));
      return { at: ago(age * day + hour), value: Math.max(0, value - age * perDay) * unit };
    }),
  );
}

export const anyHistory: fc.Arbitrary<ClusterHistory> = fc
  .record({
    observations,
    series: fc
      .record(
        {
          etcdUsed: series(1),
          etcdBytes: series(8 * 1024 ** 3),
          'objects:jobs.batch': series(40_000),
          'objects:configmaps': series(9_000),
        },
        { requiredKeys: [] },
      )
      // The keys are those above.
      .map((given) => given as Record<string, readonly HistoryPoint[]>),
  })
  .map((given) => clusterHistory(given));
