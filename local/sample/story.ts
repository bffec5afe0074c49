/** A sample cluster as plain data and small functions of time; the simulator turns it into HTTP answers. */
import type { AuditEvent } from './audit/events.ts';
import { azureSide } from './azure-side.ts';
import type { AzureSide } from './azure-side.ts';
import { dayMilliseconds, daysBefore, isThere, timesOf } from './time.ts';
import type { Amount, Moment, Period } from './time.ts';
import type { Client, Traffic } from './traffic.ts';

export interface NodePool {
  readonly name: string;
  /** The eight digits in the node names of an AKS cluster. */
  readonly hash: string;
  readonly nodes: number;
  /** Nodes that stopped renewing their lease: index in the pool, and hours before the story began. */
  readonly silent?: Readonly<Record<number, number>>;
  /** Of these, nodes whose kubelet is dead and whose network is fine. */
  readonly connected?: readonly number[];
}

interface StoryRule {
  readonly operations: readonly string[];
  readonly apiGroups: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly resources: readonly string[];
  readonly scope?: '*' | 'Namespaced' | 'Cluster';
}

export interface StorySelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface StoryWebhook {
  readonly name: string;
  readonly backend:
    | { readonly namespace: string; readonly service: string; readonly path: string }
    | { readonly url: string };
  readonly rules: readonly StoryRule[];
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly timeoutSeconds: number;
  readonly namespaceSelector?: StorySelector;
  readonly objectSelector?: StorySelector;
}

export interface StoryWebhookConfiguration {
  readonly kind: 'ValidatingWebhookConfiguration' | 'MutatingWebhookConfiguration';
  readonly name: string;
  /** Days before the story began. */
  readonly ageDays: number;
  readonly generation?: number;
  /** When two writers undo each other's changes in it, so many of them a day. */
  readonly contested?: Period & { readonly perDay: number };
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly webhooks: readonly StoryWebhook[];
}

export interface StoryService extends Period {
  readonly namespace: string;
  readonly name: string;
  readonly ageDays: number;
  readonly targetPort: number;
  readonly selector: Readonly<Record<string, string>>;
  readonly endpoints: readonly StoryEndpoint[];
}

interface StoryEndpoint {
  readonly pod: string;
  readonly node: string;
  readonly ip: string;
  /** When it is ready: always, never, or only then. */
  readonly ready: boolean | Period;
}

/** Who is who in priority and fairness; the words of `flowcontrol/v1`. */
export interface StoryFlowSchema {
  readonly name: string;
  readonly ageDays: number;
  /** `apiVersion` of the manifest it was applied from; null for the server's own. */
  readonly appliedAs: string | null;
  readonly matchingPrecedence: number;
  readonly priorityLevel: string;
  readonly distinguisher?: 'ByUser' | 'ByNamespace';
  readonly rules: readonly object[];
}

/** A priority level of type Limited. */
export interface StoryPriorityLevel {
  readonly name: string;
  readonly ageDays: number;
  readonly appliedAs: string | null;
  readonly shares: number;
  readonly lendablePercent?: number;
  /** Without it the level borrows without bound. */
  readonly borrowingLimitPercent?: number;
  /** Without it the level rejects what has no seat. */
  readonly queuing?: { readonly queues: number; readonly handSize: number };
}

/** Calls of a webhook that the API server could not make. */
export interface FailedCalls extends Period {
  readonly webhook: string;
  readonly type: 'validating' | 'mutating';
  readonly operation: string;
  readonly perSecond: number;
  /** The writes that fail with them, where the story tells whose they are. */
  readonly refused?: RefusedWrites;
}

export interface RefusedWrites {
  readonly client: Client;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string;
  /** The ReplicaSets whose pods are not created. */
  readonly replicaSets?: readonly string[];
  /** What the API server tries to call. */
  readonly url: string;
  /** The end of the error message. */
  readonly cause: string;
}

/** A share of a kind's objects that is in one namespace and was made by one tool. */
export interface StoryHolding {
  readonly share: number;
  readonly namespace: string;
  /** The names are this and a number. */
  readonly prefix: string;
  /** Their field manager. */
  readonly manager: string;
  readonly owner?: { readonly kind: string; readonly name: string };
}

interface StoryQuota {
  readonly namespace: string;
  readonly name: string;
  readonly ageDays: number;
  readonly hard: Readonly<Record<string, string>>;
  readonly used: Readonly<Record<string, string>>;
}

/** How long things take, seconds on average, where it is not as usual. */
interface StoryTimes {
  /** Requests to etcd by operation. */
  readonly etcd?: Readonly<Record<string, number>>;
  /** Calls by the name of the webhook. */
  readonly webhooks?: Readonly<Record<string, number>>;
  /** Waits for a seat by priority level. */
  readonly queues?: Readonly<Record<string, number>>;
}

/** An API that a service in the cluster serves, by way of the API server. */
export interface StoryAggregatedApi extends GroupVersion {
  readonly namespace: string;
  readonly service: string;
  readonly ageDays: number;
  /** Why the API server cannot reach it, where it cannot. */
  readonly down?: { readonly daysAgo: number; readonly reason: string; readonly message: string };
}

/** A deprecated version of an API that somebody calls. */
interface DeprecatedCall extends GroupVersion {
  readonly resource: string;
  readonly removedRelease: string;
}

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/** API groups that custom resource definitions add. */
type CustomGroup = GroupVersion;

export interface Story {
  /** Also the name of the kubeconfig context. */
  readonly name: string;
  readonly version: { readonly minor: number; readonly patch: number };
  readonly pools: readonly NodePool[];
  /** How long the API server's process had been running when the story began. Those before it lived a week each. */
  readonly uptimeHours: number;
  /** When the process that answers is killed and started again, each time after so many hours. */
  readonly crashes: (Period & { readonly everyHours: number }) | null;
  readonly etcdBytes: Amount;
  /** Objects by kind (`plural` or `plural.group`), over what a cluster of this size has anyway. */
  readonly objects: Readonly<Record<string, Amount>>;
  /** Where the objects of a kind are, by kind; what no holding takes is in `default`. */
  readonly holdings: Readonly<Record<string, readonly StoryHolding[]>>;
  readonly quotas: readonly StoryQuota[];
  /** Requests a second over all clients. */
  readonly requestsPerSecond: number;
  readonly webhookConfigurations: readonly StoryWebhookConfiguration[];
  readonly services: readonly StoryService[];
  readonly flowSchemas: readonly StoryFlowSchema[];
  readonly priorityLevels: readonly StoryPriorityLevel[];
  readonly failedCalls: readonly FailedCalls[];
  readonly times: StoryTimes;
  readonly customGroups: readonly CustomGroup[];
  /** Over the one for metrics, which AKS runs. */
  readonly aggregatedApis: readonly StoryAggregatedApi[];
  readonly deprecatedCalls: readonly DeprecatedCall[];
  /** Health checks that fail, by name. */
  readonly failingHealth: readonly string[];
  /** When nobody gets through to the API server: a rule of the network is wrong. */
  readonly unreachable: Period | null;
  /** What the auditor's user may not read: `plural.group`, `plural`, or a path. */
  readonly denied: readonly string[];
  /** Set when priority and fairness turns the auditor away: what `Retry-After` says. */
  readonly retryAfterSeconds: number | null;
  readonly azure: AzureSide;
  /** Calls in the audit log, over what every cluster of this size has. */
  readonly traffic: readonly Traffic[];
  /** An audit log that a real API server wrote, in place of one made from `traffic`. */
  readonly recordedLog?: readonly AuditEvent[];
  /** In a fleet of many, the story whose API server answers for this cluster too. */
  readonly clonedFrom?: Story;
}

/** Fills in a cluster of five nodes in good health; a story then says only what is its own. */
export function defineStory(story: Pick<Story, 'name'> & Partial<Story>): Story {
  return {
    version: { minor: 33, patch: 3 },
    pools: [{ name: 'nodepool1', hash: '31415926', nodes: 5 }],
    uptimeHours: 150,
    crashes: null,
    etcdBytes: 380 * 1024 * 1024,
    objects: {},
    holdings: {},
    quotas: [],
    requestsPerSecond: 60,
    webhookConfigurations: [],
    services: [],
    flowSchemas: [],
    priorityLevels: [],
    failedCalls: [],
    times: {},
    customGroups: [],
    aggregatedApis: [],
    deprecatedCalls: [],
    failingHealth: [],
    unreachable: null,
    denied: [],
    retryAfterSeconds: null,
    azure: azureSide(),
    traffic: [],
    ...story,
  };
}

/** AKS replaces the API servers every now and then, for patches of its own. */
const processDays = 7;

/** When the process started of the API server that answers. */
export function processStart(story: Story, moment: Moment): Date {
  const { crashes } = story;
  if (crashes === null || !isThere(crashes, moment)) return plannedStart(story, moment);
  const life = (crashes.everyHours / 24) * dayMilliseconds;
  const { from } = timesOf(crashes, moment.begun);
  return new Date(from + Math.floor((moment.now.getTime() - from) / life) * life);
}

/** When AKS last started the API servers. */
export function plannedStart({ uptimeHours }: Story, { now, begun }: Moment): Date {
  const newest = daysBefore(begun, uptimeHours / 24);
  const ago = (newest.getTime() - now.getTime()) / dayMilliseconds;
  return daysBefore(newest, Math.max(0, Math.ceil(ago / processDays)) * processDays);
}

/** Seconds the API server's process has been running. */
export function uptimeSeconds(story: Story, moment: Moment): number {
  return Math.max(0, (moment.now.getTime() - processStart(story, moment).getTime()) / 1000);
}

export function gitVersion({ version }: Story): string {
  return `v1.${version.minor}.${version.patch}`;
}

/** The names AKS gives to the nodes of a pool of virtual machine scale set instances. */
export function nodeNames(pool: NodePool): readonly string[] {
  return Array.from(
    { length: pool.nodes },
    (_, index) => `aks-${pool.name}-${pool.hash}-vmss${index.toString(36).padStart(6, '0')}`,
  );
}

export function nodeCount(story: Story): number {
  return story.pools.reduce((sum, pool) => sum + pool.nodes, 0);
}
