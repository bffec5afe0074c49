/** Any evidence that a cluster may hand over, good, bad and half-read: for what must hold of every check. */
import * as fc from 'fast-check';
import type { Count } from '../../src/evidence/api-metrics.ts';
import type { FlowRule } from '../../src/evidence/flow-control.ts';
import type { ComingKind, Evidence, EvidenceKind } from '../../src/evidence/index.ts';
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
import { hostileText } from './hostile.ts';
import { anyLeakEvidence } from './leak-evidence-samples.ts';

/** One arbitrary for each kind of evidence; the compiler asks for those that are new. */
export const anyEvidence: { readonly [K in EvidenceKind]: fc.Arbitrary<Evidence[K]> } = {
  ...anyAzureEvidence,
  ...comingEvidence(),
  apiHealth: fc.record({
    gitVersion: fc.constantFrom('v1.33.2', 'v1.28.15', 'v1.25.4', 'unknown'),
    readyz: anyHealth(),
    livez: anyHealth(),
  }),
  apiMetrics: anyMetrics(),
  webhooks: anyWebhooks(),
  flowControl: anyFlowControl(),
  aggregatedApis: fc.constant({ services: [] }),
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
      processStartedAt: fc.option(fc.constantFrom(ago(90_000), ago(86_400 * 120))),
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
    })
    .map((given) => apiMetrics(given));
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

/** Goes with `ComingEvidence`. */
function comingEvidence(): { readonly [K in ComingKind]: fc.Arbitrary<Evidence[K]> } {
  return {
    history: fc.constant({ from: ago(7 * 86_400), series: {}, observations: [] }),
    apiServerProcesses: fc.constant({ processes: [] }),
  };
}
