/** Any evidence that Azure may give of a cluster, good, bad and half-read: for what must hold of every check. */
import * as fc from 'fast-check';
import { accessLayers, type ApiAccess } from '../../src/evidence/api-access.ts';
import type { AuditLogging, AuditSource } from '../../src/evidence/audit-logging.ts';
import type { Evidence, FleetEvidence } from '../../src/evidence/index.ts';
import type { ClientFailures, FailureCounts } from '../../src/evidence/logs/failed-requests.ts';
import type { CallLatency } from '../../src/evidence/logs/latency-by-call.ts';
import type { LogClient } from '../../src/evidence/logs/log-client.ts';
import type { LogWindow } from '../../src/evidence/logs/log-window.ts';
import type { EgressProbe } from '../../src/evidence/node-egress.ts';
import {
  type MetricSeries,
  type PlatformMetricName,
  platformMetricNames,
} from '../../src/evidence/platform-metrics.ts';
import { unknownReasons } from '../../src/shared/errors.ts';
import { logWindow, managedCluster, series, workspaceId } from './azure-evidence.ts';
import { ago } from './evidence.ts';
import { hostileText } from './hostile.ts';
import { anyCreations } from './leak-samples.ts';

type AzureEvidence = FleetEvidence & Pick<Evidence, 'apiAccess' | 'nodeEgress'>;

const missing = fc.record({
  ok: fc.constant(false as const),
  reason: fc.constantFrom(...unknownReasons),
  detail: fc.constant('It could not be read.'),
  remedy: fc.constant('Let it be read.'),
});

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('shop', 'operator', 'x') },
  { weight: 1, arbitrary: hostileText },
);

const window: fc.Arbitrary<LogWindow> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(logWindow()) },
  { weight: 1, arbitrary: fc.constant(logWindow({ sees: 'writes' })) },
  // A sweep that came two minutes after the last one; a log that has just begun.
  { weight: 1, arbitrary: fc.constant(logWindow({ from: ago(1_020), seenFrom: ago(1_019) })) },
  { weight: 1, arbitrary: fc.constant(logWindow({ seenFrom: ago(2_600) })) },
);

const logClient: fc.Arbitrary<LogClient> = fc.record({
  userAgent: fc.oneof(
    fc.constantFrom(
      'operator/v1',
      'kube-probe/1.33',
      'kube-controller-manager/v1.33.2',
      'aks-fleet-auditor/0.1',
    ),
    hostileText,
  ),
  username: fc.oneof(
    fc.constantFrom(
      'system:serviceaccount:team-a:operator',
      'system:node:aks-nodepool1-12345678-vmss000000',
      'system:kube-controller-manager',
      'someone@example.com',
      '',
    ),
    hostileText,
  ),
  role: fc.constantFrom('client', 'prober', 'auditor'),
});

/** One that may have a past, too. */
export const knownClient: LogClient = {
  userAgent: 'operator/v1',
  username: 'system:serviceaccount:team-a:operator',
  role: 'client',
};

const requests = fc.constantFrom(1, 80, 99, 100, 101, 900, 40_000, 2_000_000);
const milliseconds = fc.constantFrom(0, 12, 999, 1_000, 1_001, 5_001, 31_000);

const failureNames = [
  'throttled',
  'refused',
  'clientTimeouts',
  'serverTimeouts',
  'serverErrors',
  'panics',
] as const satisfies readonly (keyof FailureCounts)[];

const failures: fc.Arbitrary<FailureCounts> = fc.record({
  throttled: fc.constantFrom(0, 0, 1, 500),
  refused: fc.constantFrom(0, 0, 3),
  clientTimeouts: fc.constantFrom(0, 0, 2),
  serverTimeouts: fc.constantFrom(0, 0, 1, 90),
  serverErrors: fc.constantFrom(0, 0, 7),
  panics: fc.constantFrom(0, 0, 1),
});

/** Clients are told apart by user agent and user. */
function distinct<T extends LogClient>(items: fc.Arbitrary<T>, key: (item: T) => string): fc.Arbitrary<T[]> {
  return fc.uniqueArray(items, { maxLength: 4, selector: key });
}

function clientKey({ userAgent, username }: LogClient): string {
  return JSON.stringify([userAgent, username]);
}

const call: fc.Arbitrary<CallLatency> = fc
  .tuple(
    logClient,
    fc.record({
      verb: fc.constantFrom('get', 'list', 'update', 'patch', 'create', 'delete', 'deletecollection'),
      resource: fc.constantFrom('pods', 'deployments', 'nodes/status', 'widgets'),
      apiGroup: fc.constantFrom('', 'apps', 'example.com'),
      scope: fc.constantFrom('resource' as const, 'namespace' as const, 'cluster' as const),
      requests,
      p50Ms: fc.option(milliseconds),
      p99Ms: fc.option(milliseconds),
      totalMs: milliseconds,
      cut: fc.constantFrom(0, 0, 0.02, 1),
      objectiveMs: fc.constantFrom(1_000, 30_000),
      over: fc.constantFrom(0, 0.005, 0.02, 0.5, 1),
      unpaged: fc.constantFrom(0, 0.5, 1),
      versioned: fc.constantFrom(0, 0.5, 1),
      unchanged: fc.constantFrom(0, 0.6, 1),
    }),
  )
  .map(([who, { over, cut, unpaged, versioned, unchanged, ...rest }]) => {
    const versionedWrites = Math.round(rest.requests * versioned);
    return {
      ...who,
      ...rest,
      untimed: Math.round(rest.requests * cut),
      overObjective: Math.round(rest.requests * over * (1 - cut)),
      unpaged: Math.round(rest.requests * unpaged),
      versionedWrites,
      unchangedWrites: Math.round(versionedWrites * unchanged),
    };
  });

/** LISTs of all pods without pages: rare among the others, and what some checks are about. */
const podLists: fc.Arbitrary<CallLatency> = call.map((one) => ({
  ...one,
  verb: 'list',
  resource: 'pods',
  apiGroup: '',
  scope: 'cluster',
  objectiveMs: 30_000,
  unpaged: one.requests,
}));

const calls = fc.uniqueArray(fc.oneof({ weight: 6, arbitrary: call }, { weight: 1, arbitrary: podLists }), {
  maxLength: 4,
  selector: (one) => JSON.stringify([clientKey(one), one.verb, one.resource, one.apiGroup, one.scope]),
});

const failingClient: fc.Arbitrary<ClientFailures> = fc
  .tuple(logClient, failures, requests)
  .map(([who, failed, count]) => ({
    ...who,
    ...failed,
    requests: count + failureNames.reduce<number>((sum, name) => sum + failed[name], 0),
    calls: [{ verb: 'list', resource: 'pods', apiGroup: '', requests: count, ...failed }],
  }));

const source: fc.Arbitrary<AuditSource> = fc
  .record({
    sees: fc.constantFrom('all' as const, 'writes' as const),
    mode: fc.constantFrom('resourceSpecific' as const, 'azureDiagnostics' as const),
    plan: fc.constantFrom('Analytics' as const, 'Basic' as const),
    controlPlane: fc.option(fc.constant({ table: 'AKSControlPlane', plan: 'Analytics' as const })),
  })
  .map((given) => ({
    workspaceId,
    workspaceGuid: 'guid',
    table:
      given.mode === 'azureDiagnostics'
        ? 'AzureDiagnostics'
        : given.sees === 'all'
          ? 'AKSAudit'
          : 'AKSAuditAdmin',
    ...given,
  }));

const logging: fc.Arbitrary<AuditLogging> = fc.option(source).map((one) => ({
  settings:
    one === null
      ? []
      : [{ name: 'one', workspaceId, mode: one.mode, categories: ['kube-audit'], otherDestinations: [] }],
  source: one,
}));

const probe: fc.Arbitrary<EgressProbe> = fc
  .tuple(
    fc.constantFrom('aks-nodepool1-12345678-vmss000000', 'aks-user-12345678-vmss000001', 'odd'),
    fc.oneof(
      fc.constant({ outcome: 'reached' as const }),
      fc.record({
        outcome: fc.constant('blocked' as const),
        layer: fc.constantFrom(
          'DNS' as const,
          'TCP' as const,
          'TLS' as const,
          'authentication' as const,
          'agent' as const,
        ),
        detail: fc.constant('The node cannot get there.'),
      }),
      missing.map(({ reason, detail, remedy }) => ({ outcome: 'unclear' as const, reason, detail, remedy })),
    ),
  )
  .map(([node, outcome]) => ({ node, pool: node === 'odd' ? null : 'nodepool1', ...outcome }));

const levels = fc.array(fc.option(fc.constantFrom(5, 49, 55, 76, 81, 91, 96, 100)), {
  minLength: 1,
  maxLength: 12,
});

function anySeries(metric: PlatformMetricName): fc.Arbitrary<MetricSeries[]> {
  if (metric === 'apiserver_current_inflight_requests') {
    const split = fc
      .tuple(levels, levels)
      .map(([reads, writes]) => [
        scaled(series(metric, reads, 'readOnly'), 5),
        scaled(series(metric, writes, 'mutating'), 2),
      ]);
    return fc.oneof(
      levels.map((values) => [series(metric, values)]),
      split,
    );
  }
  return fc
    .tuple(levels, fc.constantFrom(null, 'etcd-0'), fc.constantFrom(1, 1 / 0.9))
    .map(([values, dimension, factor]) => [
      scaled(series(metric, values, metric.startsWith('etcd') ? dimension : null), factor),
    ]);
}

/** The same with other averages. */
function scaled(one: MetricSeries, factor: number): MetricSeries {
  return {
    ...one,
    points: one.points.map((point) => ({
      ...point,
      average: point.average === null ? null : point.average * factor,
    })),
  };
}

const access: fc.Arbitrary<ApiAccess> = fc.oneof(
  fc.constant({ state: 'reached' as const }),
  missing.map((why) => ({ state: 'notTried' as const, why })),
  fc.record({
    state: fc.constant('failed' as const),
    layer: fc.constantFrom(...accessLayers),
    why: missing,
    closedBy: fc.option(fc.constant('a private cluster')),
  }),
);

/** One arbitrary for each kind of evidence. */
export const anyAzureEvidence: { readonly [K in keyof AzureEvidence]: fc.Arbitrary<AzureEvidence[K]> } = {
  managedCluster: fc
    .record({
      tier: fc.constantFrom('Free' as const, 'Standard' as const, 'Premium' as const, null),
      powerState: fc.constantFrom('Running' as const, 'Stopped' as const, null),
      agentPools: fc.uniqueArray(
        fc.record({
          name: fc.constantFrom('nodepool1', 'user', 'spot'),
          nodes: fc.option(fc.constantFrom(0, 3, 10, 99, 100, 4_900)),
          mode: fc.constantFrom('System' as const, 'User' as const, null),
          os: fc.constantFrom('Linux' as const, 'Windows' as const, null),
          type: fc.constant('VirtualMachineScaleSets'),
        }),
        { maxLength: 3, selector: ({ name }) => name },
      ),
      tags: fc.dictionary(text, text, { maxKeys: 2 }),
    })
    .map((given) => managedCluster(given)),
  auditLogging: logging,
  platformMetrics: fc
    .subarray([...platformMetricNames])
    .chain((names) => fc.tuple(...names.map(anySeries)))
    .map((all) => ({ from: ago(3_600), to: ago(0), grainSeconds: 300, series: all.flat() })),
  logVisibility: fc
    .record({ window, cut: fc.constantFrom(0, 10, 900), unreadable: fc.constantFrom(0, 5), rows: requests })
    .map(({ window: seen, cut, unreadable, rows }) => ({
      window: seen,
      rows: rows + cut,
      requests: rows,
      lists: seen.sees === 'all' ? Math.floor(rows / 10) : 0,
      reads: seen.sees === 'all' ? Math.floor(rows / 2) : 0,
      writes: Math.floor(rows / 4),
      verbs: ['create', 'get'],
      cutRows: cut,
      unreadableRows: Math.min(cut, unreadable),
      slowRequests: 3,
      explainedRequests: 3,
      failures: 0,
      webhookTrouble: 0,
    })),
  requestsByClient: fc
    .record({
      window,
      others: requests,
      ownRequests: fc.constantFrom(0, 20),
      counts: distinct(
        fc.tuple(logClient, requests, fc.constantFrom(0, 0.5, 1)).map(([who, count, lists]) => ({
          ...who,
          requests: count,
          gets: 0,
          lists: Math.round(count * lists),
          watches: 0,
          writes: count - Math.round(count * lists),
        })),
        clientKey,
      ),
    })
    .map(({ window: seen, others, ownRequests, counts }) => {
      const total = counts.reduce<number>((sum, one) => sum + one.requests, others + ownRequests);
      return {
        window: seen,
        total,
        clientCount: counts.length + 1,
        ownRequests,
        clients: counts
          .map((one) => ({ ...one, share: one.requests / total }))
          .toSorted((left, right) => right.requests - left.requests),
      };
    }),
  latencyByClient: fc
    .record({
      window,
      clients: distinct(
        fc
          .tuple(
            fc.oneof(logClient, fc.constant(knownClient)),
            fc.oneof(
              fc.uniqueArray(fc.tuple(fc.nat(11), fc.constantFrom(5, 19, 20, 400), milliseconds), {
                maxLength: 12,
                selector: ([bin]) => bin,
              }),
              // All the time the same.
              fc
                .constantFrom(12, 400, 999, 1_001)
                .map((mean) => Array.from({ length: 12 }, (_, bin) => [bin, 400, mean] as const)),
            ),
          )
          .map(([who, bins]) => ({
            ...who,
            requests: bins.reduce((sum, [, count]) => sum + count, 0),
            meanMs: 20,
            bins: bins
              .toSorted(([left], [right]) => left - right)
              .map(([bin, count, mean]) => ({
                at: ago(4_500 - bin * 300),
                requests: count,
                meanMs: mean,
                p99Ms: mean * 2,
              })),
          })),
        clientKey,
      ),
    })
    .map((given) => ({ binSeconds: 300, clientCount: given.clients.length, ...given })),
  latencyByCall: fc
    .record({ window, calls, more: fc.constantFrom(0, 40) })
    .map(({ window: seen, calls: listed, more }) => ({
      window: seen,
      total: listed.reduce((sum, one) => sum + one.requests, 0),
      totalLate: listed.reduce((sum, one) => sum + one.overObjective, 0) + more,
      callCount: listed.length + more,
      calls: listed,
    })),
  slowRequestLayers: fc.record({ window, calls }).map(({ window: seen, calls: listed }) => ({
    window: seen,
    callCount: listed.length,
    calls: listed.map(({ userAgent, username, role, verb, resource, apiGroup, scope, requests: count }) => ({
      userAgent,
      username,
      role,
      verb,
      resource,
      apiGroup,
      scope,
      requests: count,
      totalMs: count * 700,
      layers: [
        { layer: 'etcd', requests: count, ms: count * 400 },
        { layer: 'mutating-webhook', requests: count, ms: count * 100 },
      ],
    })),
  })),
  failedRequests: fc
    .record({ window, clients: distinct(failingClient, clientKey), others: requests })
    .map(({ window: seen, clients, others }) => {
      const sum = (name: keyof FailureCounts): number =>
        clients.reduce<number>((total, one) => total + one[name], 0);
      return {
        window: seen,
        requests: clients.reduce<number>((total, one) => total + one.requests, others),
        clientCount: clients.length,
        throttled: sum('throttled'),
        refused: sum('refused'),
        clientTimeouts: sum('clientTimeouts'),
        serverTimeouts: sum('serverTimeouts'),
        serverErrors: sum('serverErrors'),
        panics: sum('panics'),
        clients,
      };
    }),
  webhookFailures: fc
    .record({
      window,
      webhooks: fc.uniqueArray(
        fc
          .record({
            webhook: fc.oneof(fc.constantFrom('check.policy.example', 'gone.example'), hostileText),
            blocked: fc.constantFrom(0, 1, 400),
            system: fc.constantFrom(0, 0, 1),
            ignored: fc.constantFrom(0, 3),
            who: distinct(logClient, clientKey),
          })
          .map(({ webhook, blocked, system, ignored, who }) => ({
            webhook,
            blocked,
            blockedSystem: Math.min(blocked, system),
            ignored: blocked === 0 ? Math.max(1, ignored) : ignored,
            firstAt: ago(3_000),
            lastAt: ago(1_000),
            sample: blocked === 0 ? '' : 'Internal error occurred: failed calling webhook',
            clients: who.map((one) => ({
              ...one,
              verb: 'create',
              resource: 'pods',
              namespace: 'x',
              requests: 1,
            })),
          })),
        { maxLength: 3, selector: ({ webhook }) => webhook },
      ),
    })
    .map((given) => ({ webhookCount: given.webhooks.length, ...given })),
  webhookLogLines: fc
    .record({
      window,
      webhooks: fc.uniqueArray(
        fc.record({
          webhook: fc.constantFrom('', 'check.policy.example', 'gone.example'),
          failedClosed: fc.constantFrom(0, 4),
          failedOpen: fc.constantFrom(1, 9),
          firstAt: fc.constant(ago(3_000)),
          lastAt: fc.constant(ago(1_000)),
          sample: fc.constant('Failed calling webhook, failing closed'),
        }),
        { maxLength: 3, selector: ({ webhook }) => webhook },
      ),
    })
    .map((given) => ({ lines: 900, ...given })),
  creationsByClient: fc
    .tuple(anyCreations, fc.record({ window }))
    .map(([made, seen]) => ({ ...made, ...seen })),
  loggedHeartbeats: fc
    .record({ window, silent: fc.nat(3), nodes: fc.constantFrom(3, 4, 60) })
    .map(({ window: seen, silent, nodes }) => ({
      window: seen,
      silentAfterSeconds: 300,
      nodes,
      silent,
      pools: [{ pool: 'nodepool1', nodes, silent }],
      silentNodes: Array.from({ length: silent }, (_, index) => ({
        node: `aks-nodepool1-12345678-vmss00000${index}`,
        pool: 'nodepool1',
        renewedAt: ago(2_000 + index),
      })),
    })),
  apiAccess: access,
  nodeEgress: fc
    .uniqueArray(probe, { maxLength: 3, selector: ({ node }) => node })
    .map((probes) => ({ suspects: probes.length * 2, probes })),
};
