/** Any evidence that a cluster may hand over, good, bad and half-read: for what must hold of every check. */
import * as fc from 'fast-check';
import type { Count, Timed } from '../../src/evidence/api-metrics.ts';
import type { FlowRule } from '../../src/evidence/flow-control.ts';
import type { Evidence, EvidenceKind } from '../../src/evidence/index.ts';
import type { Durations } from '../../src/evidence/metrics/percentile.ts';
import type { BackendState, LabelSelector, Webhook, WebhookRule } from '../../src/evidence/webhooks.ts';
import {
  ago,
  anything,
  apiMetrics,
  configuration,
  flowRule,
  flowSchema,
  healthEndpoint,
  notIn,
  objects,
  priorityLevel,
  served,
  webhook,
  webhookRule,
  withOwn,
} from './evidence.ts';
import { anyAzureEvidence } from './azure-evidence-samples.ts';
import { anyHistory, anyProcesses } from './history-samples.ts';
import { hostileText } from './hostile.ts';
import { anyLeakEvidence } from './leak-evidence-samples.ts';
import { anyObjectSeries } from './leak-samples.ts';

/** One arbitrary for each kind of evidence; the compiler asks for those that are new. */
export const anyEvidence: { readonly [K in EvidenceKind]: fc.Arbitrary<Evidence[K]> } = {
  ...anyAzureEvidence,
  history: fc
    .tuple(anyHistory, anyObjectSeries)
    .map(([history, objects]) => ({ ...history, series: { ...history.series, ...objects } })),
  apiHealth: fc.record({
    gitVersion: fc.constantFrom('v1.33.2', 'v1.28.15', 'v1.25.4', 'unknown'),
    readyz: anyHealth(),
    livez: anyHealth(),
  }),
  apiMetrics: anyMetrics(),
  webhooks: anyWebhooks(),
  flowControl: anyFlowControl(),
  aggregatedApis: anyAggregatedApis(),
  apiServerProcesses: anyProcesses,
  ...anyLeakEvidence,
  nodeHeartbeats: fc.record({
    nodes: fc.array(
      fc.record({
        node: someName(),
        pool: fc.option(fc.constantFrom('system', 'user')),
        renewedAt: fc.option(fc.constantFrom(ago(-5), ago(5), ago(300), ago(900))),
      }),
      { maxLength: 6 },
    ),
    total: fc.option(fc.nat(5_000)),
    truncated: rarely(),
  }),
};

function someName(): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('policy', 'kube-system', 'restricted', 'aks-managed-apiserver-guard'),
    },
    { weight: 1, arbitrary: hostileText },
  );
}

function rarely(): fc.Arbitrary<boolean> {
  return fc.nat(4).map((roll) => roll === 0);
}

function anyHealth() {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(healthEndpoint()) },
    {
      weight: 1,
      arbitrary: fc
        .subarray(['etcd', 'ping', 'shutdown', 'informer-sync', 'poststarthook/a'])
        .map((failing) => healthEndpoint(...failing)),
    },
    { weight: 1, arbitrary: fc.constant({ healthy: false, status: 503, lines: [] }) },
  );
}

function anyCount(): fc.Arbitrary<Count> {
  return fc.record({
    sinceStart: fc.constantFrom(0, 1, 50, 5_000, 200_000),
    inWindow: fc.option(fc.constantFrom(0, 1, 300)),
  });
}

function anyMetrics(): fc.Arbitrary<Evidence['apiMetrics']> {
  const gib = 1024 ** 3;
  const database = fc.record({
    name: fc.constantFrom('etcd-0', 'etcd-1'),
    bytes: fc.constantFrom(0, gib, 3 * gib, 7 * gib, 8 * gib),
  });
  const kinds = ['nodes', 'pods', 'events', 'jobs.batch', 'widgets.example.com', '--all'];
  const counts = fc.dictionary(
    fc.constantFrom(...kinds),
    fc.constantFrom(0, 3, 4_500, 20_000, 210_000, 1_500_000),
  );
  const calls = {
    webhook: fc.constantFrom('check.policy.example', 'gone.example'),
    type: fc.constantFrom('validating', 'mutating'),
  } as const;
  return fc
    .record({
      processStartedAt: fc.option(fc.constantFrom(ago(90_000), ago(86_400 * 120), ago(700), ago(3_700))),
      windowSeconds: fc.option(fc.constant(30)),
      etcd: fc.option(
        fc.record({
          metric: fc.constantFrom('apiserver_storage_size_bytes', 'etcd_db_total_size_in_bytes'),
          databases: fc.tuple(database),
        }),
      ),
      objects: fc.option(
        fc
          .record({ counts, unreadable: fc.subarray(['leases.coordination.k8s.io']), estimatedBytes: counts })
          .map(({ counts: counted, ...rest }) => objects(counted, rest)),
      ),
      requests: fc.option(fc.record({ all: anyCount(), serverErrors: anyCount() })),
      terminated: anyCount(),
      webhookFailures: fc.array(
        fc
          .tuple(fc.record({ ...calls, operation: fc.constantFrom('CREATE', 'UPDATE') }), anyCount())
          .map(([call, count]) => ({ ...call, ...count })),
        { maxLength: 3 },
      ),
      failedOpen: fc.array(
        fc.tuple(fc.record(calls), anyCount()).map(([call, count]) => ({ ...call, ...count })),
        { maxLength: 2 },
      ),
      rejected: fc.array(
        fc.tuple(someName(), anyCount()).map(([name, count]) => ({
          priorityLevel: name,
          flowSchema: name,
          reason: 'concurrency-limit',
          ...count,
        })),
        { maxLength: 2 },
      ),
      serverVersion: fc.constantFrom('v1.33.2', 'v1.33.2', 'v1.32.1', null, 'unknown'),
      ...anyTimings(),
    })
    .map((given) => apiMetrics(given));
}

function anyTimed(): fc.Arbitrary<Timed> {
  return fc.record({ sinceStart: anyDurations(), inWindow: fc.option(anyDurations()) });
}

/** Percentiles on both sides of every bound, in a bucket that has an end or none. */
function anyDurations(): fc.Arbitrary<Durations> {
  const calls = fc.constantFrom(0, 5, 60, 150, 950, 1_200, 400_000);
  const p99 = fc.record({
    seconds: fc.constantFrom(0.01, 0.1, 0.14, 0.16, 0.9, 1.1, 2.5),
    open: rarely(),
    wide: fc.boolean(),
  });
  return fc.tuple(calls, p99).map(([count, { seconds, open, wide }]) => ({
    calls: count,
    p99:
      count === 0
        ? null
        : { seconds, over: open ? seconds : seconds * (wide ? 0.5 : 0.99), upTo: open ? null : seconds * 2 },
  }));
}

function anyTimings() {
  return {
    queueWaits: distinct(
      fc.tuple(fc.constantFrom('guard', 'node-high', 'workload-low'), anyTimed()),
      ([priorityLevel, times]) => ({ priorityLevel, ...times }),
      ({ priorityLevel }) => priorityLevel,
    ),
    etcdOperations: distinct(
      fc.tuple(
        fc.constantFrom('get', 'list', 'update', 'create'),
        anyTimed(),
        fc.constantFrom([], [{ kind: 'secrets', calls: 900, slow: 40 }]),
      ),
      ([operation, times, slowKinds]) => ({ operation, ...times, slowKinds }),
      ({ operation }) => operation,
    ),
    webhookDurations: distinct(
      fc.tuple(
        fc.constantFrom('check.policy.example', 'gone.example'),
        fc.constantFrom('validating' as const, 'mutating' as const),
        fc.constantFrom('CREATE', 'UPDATE'),
        anyTimed(),
      ),
      ([name, type, operation, times]) => ({ webhook: name, type, operation, ...times }),
      ({ webhook: name, type, operation }) => `${name} ${type} ${operation}`,
    ),
    deprecatedApis: distinct(
      fc.record({
        group: fc.constantFrom('flowcontrol.apiserver.k8s.io', '', 'storage.k8s.io'),
        version: fc.constantFrom('v1beta3', 'v1'),
        resource: fc.constantFrom('flowschemas', 'componentstatuses'),
        subresource: fc.constantFrom('', 'status'),
        removedRelease: fc.constantFrom('', '1.34', '1.35', '1.36', '1.40', 'soon'),
      }),
      (api) => api,
      // The server has one removal for each version of a kind.
      ({ group, version, resource }) => `${group} ${version} ${resource}`,
    ),
  };
}

function distinct<Parts, Value>(
  arbitrary: fc.Arbitrary<Parts>,
  valueOf: (parts: Parts) => Value,
  identity: (value: Value) => string,
): fc.Arbitrary<Value[]> {
  return fc.uniqueArray(arbitrary.map(valueOf), { maxLength: 3, selector: identity });
}

function anyAggregatedApis(): fc.Arbitrary<Evidence['aggregatedApis']> {
  const api = fc.record({
    name: fc.oneof(fc.constantFrom('v1beta1.metrics.k8s.io', 'v1.gone.example'), hostileText),
    service: fc.record({ namespace: someName(), name: someName() }),
    available: fc.option(fc.boolean()),
    reason: fc.option(fc.constantFrom('ServiceNotFound', 'MissingEndpoints', 'FailedDiscoveryCheck')),
    message: fc.option(hostileText),
    since: fc.option(fc.constant(ago(900))),
  });
  return fc.record({ services: fc.uniqueArray(api, { maxLength: 3, selector: ({ name }) => name }) });
}

function anyWebhooks(): fc.Arbitrary<Evidence['webhooks']> {
  const rule: fc.Arbitrary<WebhookRule> = fc
    .record({
      operations: fc.constantFrom(['*'], ['CREATE'], ['DELETE']),
      apiGroups: fc.constantFrom(['*'], [''], ['apps'], ['coordination.k8s.io']),
      resources: fc.constantFrom(['*'], ['*/*'], ['pods'], ['leases'], ['nodes']),
      scope: fc.constantFrom('*', 'Namespaced', 'Cluster'),
    })
    .map((given) => webhookRule(given));
  const selector: fc.Arbitrary<LabelSelector> = fc.oneof(
    fc.constantFrom(anything, notIn('kube-system'), notIn('kube-system', 'policy', 'kube-node-lease')),
    someName().map((key) => ({ matchLabels: { [key]: 'x' }, matchExpressions: [] })),
    someName().map((key) => ({
      matchLabels: {},
      matchExpressions: [{ key, operator: 'DoesNotExist', values: [] }],
    })),
  );
  const condition = fc.record({
    name: someName(),
    expression: fc.oneof(
      fc.constantFrom(
        '!("system:nodes" in request.userInfo.groups)',
        'object.spec.x == 1',
        'request.namespace != "policy"',
      ),
      hostileText,
    ),
  });
  const backend: fc.Arbitrary<Webhook['backend']> = fc.oneof(
    fc.record({
      type: fc.constant('service' as const),
      namespace: someName(),
      name: fc.constantFrom('policy-svc', 'gone'),
      port: fc.constant(443),
    }),
    fc.record({ type: fc.constant('url' as const), host: fc.constant('policy.example.com') }),
  );
  const someWebhook: fc.Arbitrary<Webhook> = fc
    .record({
      name: fc.oneof(fc.constant('check.policy.example'), hostileText),
      failurePolicy: fc.constantFrom('Fail', 'Ignore'),
      timeoutSeconds: fc.constantFrom(1, 30),
      rules: fc.array(rule, { maxLength: 2 }),
      namespaceSelector: selector,
      objectSelector: selector,
      matchConditions: fc.array(condition, { maxLength: 1 }),
      backend,
      caExpiresAt: fc.option(fc.constantFrom(ago(60), ago(-60), ago(-86_400 * 365))),
    })
    .map((given) => webhook(given));
  const state: fc.Arbitrary<BackendState> = fc.oneof(
    fc.constant({ state: 'serviceMissing' as const }),
    fc.constant({ state: 'notRead' as const, detail: 'Reading is forbidden.' }),
    fc.constantFrom(0, 1, 3).map((ready) => served({ readyEndpoints: ready, nodes: ready })),
    fc.constant(served({ nodes: 1, selector: null })),
  );
  return fc.record({
    configurations: fc.uniqueArray(
      fc
        .record({
          kind: fc.constantFrom('ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'),
          name: someName(),
          generation: fc.constantFrom(1, 14, 31, 45, 9_000),
          createdAt: fc.option(fc.constantFrom(ago(3_600), ago(86_400 * 3), ago(86_400 * 90))),
          managedByAks: rarely(),
          enforcerDisabled: fc.boolean(),
          // Names are unique inside a configuration: the server sees to it.
          webhooks: fc.uniqueArray(someWebhook, { maxLength: 3, selector: ({ name }) => name }),
        })
        .map((given) => configuration(given)),
      { maxLength: 3, selector: ({ kind, name }) => `${kind}/${name}` },
    ),
    backends: fc.dictionary(
      fc.constantFrom('policy/policy-svc', 'kube-system/policy-svc', 'policy/gone'),
      state,
    ),
    truncated: rarely(),
  });
}

function anyFlowControl(): fc.Arbitrary<Evidence['flowControl']> {
  const rule: fc.Arbitrary<FlowRule> = fc.oneof(
    fc.constant(flowRule()),
    fc
      .record({ namespaces: fc.constantFrom([], ['*'], ['default']), clusterScope: fc.boolean() })
      .map((given) =>
        flowRule({ resourceRules: [{ verbs: ['list'], apiGroups: [''], resources: ['pods'], ...given }] }),
      ),
    someName().map((name) => flowRule({ subjects: [{ kind: 'Group', name }] })),
  );
  const applied = fc.option(
    fc.constantFrom(
      'flowcontrol.apiserver.k8s.io/v1',
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'apps/v1',
      '/',
    ),
  );
  const schema = fc
    .record({
      name: someName(),
      matchingPrecedence: fc.constantFrom(2, 3, 850, 9_500),
      priorityLevel: someName(),
      rules: fc.array(rule, { maxLength: 2 }),
      dangling: fc.option(fc.boolean()),
      appliedApiVersion: applied,
    })
    .map((given) => flowSchema(given));
  const level = fc
    .record({
      name: someName(),
      type: fc.constantFrom('Limited', 'Exempt'),
      shares: fc.option(fc.constantFrom(0, 5, 60)),
      borrowingLimitPercent: fc.option(fc.constantFrom(0, 50)),
      limitResponse: fc.constantFrom('Queue', 'Reject', null),
      appliedApiVersion: applied,
    })
    .map((given) => priorityLevel(given));
  return fc
    .tuple(
      fc.uniqueArray(schema, { maxLength: 3, selector: ({ name }) => name }),
      fc.uniqueArray(level, { maxLength: 3, selector: ({ name }) => name }),
      fc.constantFrom('v1', 'v1beta3', 'v1beta2'),
    )
    .map(([schemas, levels, apiVersion]) => withOwn(schemas, levels, { apiVersion }));
}
