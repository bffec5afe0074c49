/** Builders of evidence: a healthy default, and only what a test is about given otherwise. */
import type { AnyCheck, Check, Thresholds } from '../../src/checks/define-check.ts';
import type { ApiHealth, HealthEndpoint } from '../../src/evidence/api-health.ts';
import type { ApiMetrics, Count, Timed } from '../../src/evidence/api-metrics.ts';
import type { FailedCreateEvent } from '../../src/evidence/failed-create-events.ts';
import type { FlowControl, FlowRule, FlowSchema, PriorityLevel } from '../../src/evidence/flow-control.ts';
import type { EvidenceKind } from '../../src/evidence/index.ts';
import type { SuspectKind } from '../../src/evidence/leak-suspects.ts';
import type { Durations, Percentile } from '../../src/evidence/metrics/percentile.ts';
import type { NodeHeartbeat, NodeHeartbeats } from '../../src/evidence/node-heartbeats.ts';
import type {
  BackendState,
  LabelSelector,
  Webhook,
  WebhookConfiguration,
  WebhookRule,
  Webhooks,
} from '../../src/evidence/webhooks.ts';
import type { FindingDraft, GatheredValue, Missing, Verdict } from '../../src/model.ts';

/** The moment that all tests of checks happen at. */
export const now = new Date('2026-11-24T12:00:00.000Z');

export function gathered<T>(value: T): GatheredValue<T> {
  return { ok: true, value, at: now.toISOString() };
}

export const forbidden: Missing = {
  ok: false,
  reason: 'forbidden',
  detail: 'Reading is forbidden.',
  remedy: 'Grant it.',
};

/** A moment before `now`. */
export function ago(seconds: number): string {
  return new Date(now.getTime() - seconds * 1_000).toISOString();
}

/** The bounds of a check as declared, some of them set otherwise. */
function contextOf<T extends Thresholds>(
  check: { readonly thresholds: T },
  bounds: Readonly<Record<string, number>> = {},
): { readonly now: Date; readonly thresholds: { readonly [N in keyof T]: number } } {
  const declared = Object.fromEntries(
    Object.entries(check.thresholds).map(([name, { value }]) => [name, value]),
  );
  // The keys are those of the declared thresholds; Object.fromEntries cannot say so.
  return { now, thresholds: { ...declared, ...bounds } as { readonly [N in keyof T]: number } };
}

/** What a check says about this evidence under its declared bounds. */
export function verdictOn<K extends EvidenceKind, O extends EvidenceKind, T extends Thresholds>(
  check: Check<K, O, T>,
  evidence: Parameters<Check<K, O, T>['evaluate']>[0],
  bounds?: Readonly<Record<string, number>>,
): Verdict<FindingDraft> {
  return check.evaluate(evidence, contextOf(check, bounds));
}

/** A finding without its remedy, which has tests of its own; `toEqual` does not look at what is undefined. */
type BareFinding = Omit<FindingDraft, 'remediation'> & { readonly remediation: undefined };

export function findingsIn(verdict: Verdict<FindingDraft>): readonly BareFinding[] {
  if (verdict.outcome !== 'fail') return [];
  return verdict.findings.map((finding) => ({ ...finding, remediation: undefined }));
}

/** `severity name` of every finding: for tables. */
export function briefly(verdict: Verdict<FindingDraft>): string | readonly string[] {
  if (verdict.outcome !== 'fail') return verdict.outcome;
  return verdict.findings.map(
    ({ severity, resource }) =>
      `${severity} ${resource.name}${resource.part === undefined ? '' : ` ${resource.part}`}`,
  );
}

/** Hands a check of any evidence its evidence, as the runner does. */
export function evaluateAny(
  check: AnyCheck,
  evidence: Readonly<Record<string, unknown>>,
  bounds?: Readonly<Record<string, number>>,
): Verdict<FindingDraft> {
  // Only the runner and tests of the whole catalogue call a check without knowing its evidence.
  return check.evaluate(evidence as never, contextOf(check, bounds));
}

export function count(sinceStart: number, inWindow: number | null = null): Count {
  return { sinceStart, inWindow };
}

export function apiMetrics(given: Partial<ApiMetrics> = {}): ApiMetrics {
  return {
    serverVersion: 'v1.33.2',
    processStartedAt: '2026-11-20T08:00:00.000Z',
    windowSeconds: 30,
    etcd: {
      metric: 'apiserver_storage_size_bytes',
      databases: [{ name: 'etcd-0', bytes: 100 * 1024 ** 2 }],
    },
    objects: objects({ nodes: 3, pods: 60, configmaps: 40 }),
    requests: { all: count(100_000, 3_000), serverErrors: count(0, 0) },
    terminated: count(0, 0),
    webhookFailures: [],
    failedOpen: [],
    rejected: [],
    seats: [],
    queueWaits: [{ priorityLevel: 'workload-low', ...timed(durations(50_000, 0.005)) }],
    etcdOperations: ['get', 'list', 'create', 'update'].map((operation) => ({
      operation,
      ...timed(durations(200_000, 0.02)),
      slowKinds: [],
    })),
    webhookDurations: [],
    deprecatedApis: [],
    ...given,
  };
}

/** So many calls with this 99th percentile in seconds, told as exactly as if there was a bucket at each millisecond. */
export function durations(calls: number, p99: number, given: Partial<Percentile> = {}): Durations {
  return { calls, p99: { seconds: p99, over: p99 - 0.001, upTo: p99, ...given } };
}

export function timed(sinceStart: Durations, inWindow: Durations | null = null): Timed {
  return { sinceStart, inWindow };
}

export function objects(
  counts: Readonly<Record<string, number>>,
  given: Partial<NonNullable<ApiMetrics['objects']>> = {},
): NonNullable<ApiMetrics['objects']> {
  return { metric: 'apiserver_storage_objects', counts, unreadable: [], estimatedBytes: {}, ...given };
}

export function apiHealth(given: Partial<ApiHealth> = {}): ApiHealth {
  return { gitVersion: 'v1.33.2', readyz: healthEndpoint(), livez: healthEndpoint(), ...given };
}

/** An endpoint with `ping`, `etcd` and the named lines that fail. */
export function healthEndpoint(...failing: readonly string[]): HealthEndpoint {
  const names = new Set(['ping', 'etcd', ...failing]);
  return {
    healthy: failing.length === 0,
    status: failing.length === 0 ? 200 : 500,
    lines: [...names].map((name) => ({ name, ok: !failing.includes(name) })),
  };
}

export function webhooks(
  configurations: readonly WebhookConfiguration[] = [],
  given: Partial<Webhooks> = {},
): Webhooks {
  return { configurations, backends: { 'policy/policy-svc': served() }, truncated: false, ...given };
}

export function configuration(
  given: Partial<WebhookConfiguration> & { readonly webhooks: readonly Webhook[] },
): WebhookConfiguration {
  return {
    kind: 'ValidatingWebhookConfiguration',
    name: 'policy',
    generation: 1,
    createdAt: '2026-11-01T00:00:00.000Z',
    managedByAks: false,
    enforcerDisabled: false,
    ...given,
  };
}

/** Approves what is done to Deployments, by a service in the namespace `policy`. */
export function webhook(given: Partial<Webhook> = {}): Webhook {
  return {
    name: 'check.policy.example',
    failurePolicy: 'Fail',
    timeoutSeconds: 10,
    rules: [webhookRule({ apiGroups: ['apps'], resources: ['deployments'] })],
    namespaceSelector: anything,
    objectSelector: anything,
    matchConditions: [],
    backend: { type: 'service', namespace: 'policy', name: 'policy-svc', port: 443 },
    caExpiresAt: null,
    ...given,
  };
}

export function webhookRule(given: Partial<WebhookRule> = {}): WebhookRule {
  return {
    operations: ['*'],
    apiGroups: ['*'],
    apiVersions: ['*'],
    resources: ['*'],
    scope: '*',
    ...given,
  };
}

export const anything: LabelSelector = { matchLabels: {}, matchExpressions: [] };

/** The selector by which webhooks leave namespaces out. */
export function notIn(...namespaces: readonly string[]): LabelSelector {
  return {
    matchLabels: {},
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: namespaces }],
  };
}

/** A service with ready endpoints, three on three nodes unless said. */
export function served(given: Partial<Extract<BackendState, { state: 'served' }>> = {}): BackendState {
  return {
    state: 'served',
    readyEndpoints: 3,
    endpoints: 3,
    nodes: 3,
    selector: { app: 'policy' },
    ...given,
  };
}

export function flowControl(given: Partial<FlowControl> = {}): FlowControl {
  return {
    apiVersion: 'v1',
    flowSchemas: bootstrapSchemas,
    priorityLevels: bootstrapLevels,
    ...given,
  };
}

export function flowSchema(given: Partial<FlowSchema> = {}): FlowSchema {
  return {
    name: 'restrict-bad-client',
    uid: 'b6c1',
    createdAt: '2026-11-20T00:00:00.000Z',
    matchingPrecedence: 850,
    priorityLevel: 'restricted',
    distinguisher: null,
    rules: [flowRule()],
    dangling: false,
    bootstrap: false,
    appliedApiVersion: null,
    ...given,
  };
}

/** Cluster-wide LISTs of pods by one service account. */
export function flowRule(given: Partial<FlowRule> = {}): FlowRule {
  return {
    subjects: [{ kind: 'ServiceAccount', namespace: 'team-a', name: 'bad-client' }],
    resourceRules: [
      { verbs: ['list'], apiGroups: [''], resources: ['pods'], namespaces: ['*'], clusterScope: true },
    ],
    nonResourceRules: [],
    ...given,
  };
}

export function priorityLevel(given: Partial<PriorityLevel> = {}): PriorityLevel {
  return {
    name: 'restricted',
    uid: 'c7d2',
    createdAt: '2026-11-20T00:00:00.000Z',
    type: 'Limited',
    shares: 5,
    lendablePercent: 0,
    borrowingLimitPercent: 0,
    limitResponse: 'Reject',
    bootstrap: false,
    appliedApiVersion: null,
    ...given,
  };
}

const allRequests: FlowRule = {
  subjects: [],
  resourceRules: [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'], clusterScope: true },
  ],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
};

/** The three of the server's own schemas that most clients end in. */
const bootstrapSchemas: readonly FlowSchema[] = [
  flowSchema({
    name: 'kube-system-service-accounts',
    matchingPrecedence: 900,
    priorityLevel: 'workload-high',
    rules: [{ ...allRequests, subjects: [{ kind: 'ServiceAccount', namespace: 'kube-system', name: '*' }] }],
    bootstrap: true,
  }),
  flowSchema({
    name: 'service-accounts',
    matchingPrecedence: 9000,
    priorityLevel: 'workload-low',
    rules: [{ ...allRequests, subjects: [{ kind: 'Group', name: 'system:serviceaccounts' }] }],
    bootstrap: true,
  }),
  flowSchema({
    name: 'global-default',
    matchingPrecedence: 9900,
    priorityLevel: 'global-default',
    rules: [
      {
        ...allRequests,
        subjects: [
          { kind: 'Group', name: 'system:unauthenticated' },
          { kind: 'Group', name: 'system:authenticated' },
        ],
      },
    ],
    bootstrap: true,
  }),
];

const bootstrapLevels: readonly PriorityLevel[] = [
  priorityLevel({ name: 'workload-high', shares: 40, borrowingLimitPercent: null, bootstrap: true }),
  priorityLevel({ name: 'workload-low', shares: 100, borrowingLimitPercent: null, bootstrap: true }),
  priorityLevel({ name: 'global-default', shares: 20, borrowingLimitPercent: null, bootstrap: true }),
];

export function nodeHeartbeats(
  nodes: readonly NodeHeartbeat[],
  given: Partial<NodeHeartbeats> = {},
): NodeHeartbeats {
  return { nodes, total: nodes.length, truncated: false, ...given };
}

/** A node whose lease was renewed so many seconds ago; never, when null. */
export function heartbeat(node: string, pool: string | null, seconds: number | null): NodeHeartbeat {
  return { node, pool, renewedAt: seconds === null ? null : ago(seconds) };
}

/** The server's own flow control, with these beside it. */
export function withOwn(
  schemas: readonly FlowSchema[],
  levels: readonly PriorityLevel[] = [],
  given: Partial<FlowControl> = {},
): FlowControl {
  return flowControl({
    flowSchemas: [...bootstrapSchemas, ...schemas],
    priorityLevels: [...bootstrapLevels, ...levels],
    ...given,
  });
}

/** A kind of which 500 were read, all in one namespace that holds 40,000 of 48,120. */
export function suspectKind(given: Partial<SuspectKind> = {}): SuspectKind {
  return {
    kind: 'jobs.batch',
    total: 48_120,
    sampled: 500,
    complete: false,
    namespaces: [{ name: 'batch', objects: 500, total: 40_000 }],
    namespaceCount: 1,
    beyond: 8_120,
    withoutOwner: 500,
    owners: [],
    managers: [{ name: 'job-dispatcher', objects: 500 }],
    labels: [],
    ages: { underAnHour: 1, underADay: 19, underAWeek: 80, under30Days: 200, older: 200 },
    ...given,
  };
}

export function failedCreateEvent(given: Partial<FailedCreateEvent> = {}): FailedCreateEvent {
  return {
    namespace: 'shop',
    involved: { kind: 'ReplicaSet', name: 'web-5d9c' },
    message:
      'Error creating: Internal error occurred: failed calling webhook "check.policy.example": failed to call webhook: Post "https://policy-svc.policy.svc:443/validate?timeout=10s": no endpoints available for service "policy-svc"',
    count: 4,
    lastSeen: ago(120),
    ...given,
  };
}
