/** The product's own words as types (DESIGN §2): plain readonly data, safe to store and to send. */
import type { UnknownReason } from './shared/errors.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
/** How bad a finding is; ordered from worst to mildest. */
export type Severity = (typeof severities)[number];

/** Sorts the worst first; equal ones keep their order. */
export function bySeverity(
  left: { readonly severity: Severity },
  right: { readonly severity: Severity },
): number {
  return severities.indexOf(left.severity) - severities.indexOf(right.severity);
}

/** Whether one is worse than another. */
export function isWorse(severity: Severity, than: Severity): boolean {
  return severities.indexOf(severity) < severities.indexOf(than);
}

/** How sure: counted exactly, extrapolated from part of the objects, or concluded from indirect signs. */
export type Confidence = 'measured' | 'sampled' | 'inferred';

/** Where a cluster is known from, and so how it is reached. */
export type ClusterSource =
  | {
      readonly kind: 'kubeconfig';
      /** Name of the kubeconfig context. */
      readonly context: string;
    }
  | {
      readonly kind: 'azure';
      /** ARM id as Azure writes it. */
      readonly resourceId: string;
      readonly subscriptionId: string;
      readonly resourceGroup: string;
      readonly location: string;
    };

/** One cluster of the fleet. `key` is the storage key of `id` (store/keys.ts). */
export interface ClusterRef {
  readonly key: string;
  /** Stable identity: the ARM id, or `kubeconfig:<context>`. */
  readonly id: string;
  readonly name: string;
  readonly source: ClusterSource;
}

/** What reading cost the audited API server. */
export interface Load {
  /** HTTP requests sent, retries included. */
  readonly requests: number;
  /** Bytes received as sent on the wire, before decompression. */
  readonly bytes: number;
  /** Kubernetes objects in the answers. */
  readonly objects: number;
}

/** A piece of evidence, or why there is none. There is no way to write "failed, so empty". */
export type Gathered<T> = GatheredValue<T> | Missing;

export interface GatheredValue<T> {
  readonly ok: true;
  readonly value: T;
  /** When it was read, ISO 8601 UTC. */
  readonly at: string;
  /** The log query that gave it, about this cluster alone and ready to run again. */
  readonly kql?: string;
}

/** Why something could not be seen, and what would make it visible. */
export interface Missing {
  readonly ok: false;
  readonly reason: UnknownReason;
  /** What happened, one sentence. */
  readonly detail: string;
  /** What the operator can do about it, one sentence. */
  readonly remedy: string;
}

/** The thing a finding is about. `part` tells two findings on one object apart, e.g. a webhook in a configuration. */
export interface ResourceRef {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly part?: string;
}

export const units = [
  'bytes',
  'objects',
  'ratio',
  'seconds',
  'nodes',
  'requests',
  'calls',
  'requestsPerSecond',
  'objectsPerSecond',
  'objectsPerDay',
  'minors',
  'starts',
  'changesPerDay',
  'times',
] as const;
export type Unit = (typeof units)[number];

/** What was seen: the text people read, and the number behind it where there is one. */
interface Observation {
  readonly text: string;
  readonly value?: number;
  readonly unit?: Unit;
}

/** A bound with the place its number comes from. */
export interface Threshold {
  readonly value: number;
  readonly unit: Unit;
  /** https link to the vendor's or upstream's statement. */
  readonly source: string;
}

export const culpritKinds = ['client', 'user', 'namespace', 'object', 'nodePool', 'webhook'] as const;

/** Who or what causes it, where known. */
export interface Culprit {
  readonly kind: (typeof culpritKinds)[number];
  readonly name: string;
}

/** What to do, first step first. Nothing here is ever applied by the product. */
export interface Remediation {
  readonly summary: string;
  readonly steps: readonly RemediationStep[];
  /** https link to the page that explains more. */
  readonly learnMore: string;
}

export interface RemediationStep {
  readonly text: string;
  /** Shell commands, ready to paste. */
  readonly command?: string;
  /** YAML, ready to save and apply, made for this cluster's version. */
  readonly manifest?: string;
  /** A query over the logs of the cluster, ready to run in Log Analytics. */
  readonly kql?: string;
}

/** One line of evidence shown beside a finding. */
export interface Excerpt {
  readonly label: string;
  readonly value: string;
}

/** What a check says about one thing that is wrong. */
export interface FindingDraft {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly resource: ResourceRef;
  /** One plain sentence: the resource, what was observed, what is expected. */
  readonly summary: string;
  readonly observed: Observation;
  readonly threshold?: Threshold;
  readonly culprit?: Culprit;
  /** Since when, ISO 8601, when the evidence itself tells. */
  readonly since?: string;
  readonly excerpts: readonly Excerpt[];
  readonly remediation: Remediation;
}

/** A finding draft with its check and its identity over time. */
export interface Finding extends FindingDraft {
  readonly check: string;
  /** Hash of cluster, check and resource; never of the text. */
  readonly fingerprint: string;
  /** Set when somebody has decided to live with it: it is shown, and costs no points. */
  readonly suppression?: AppliedSuppression;
}

/** The suppression that hides a finding, as it was when the cluster was audited. */
export interface AppliedSuppression {
  readonly id: string;
  readonly owner: string;
  readonly reason: string;
  /** When it stops working, ISO 8601. */
  readonly expires: string;
}

/** A decision to live with findings for a while. What it names has to be true of a finding, all of it. */
export interface Suppression extends AppliedSuppression {
  /** Id of a check; absent for every check. */
  readonly check?: string;
  /**
   * Pattern of `kind/namespace/name`, or of `kind/name` where there is no namespace, with `/part` behind it or not; `*`
   * stands for any text, `?` for one character, and case is not heeded.
   */
  readonly resource?: string;
  /** Pattern of cluster names, in the same form. */
  readonly cluster?: string;
  /** `name=value`, or `name` for any value: a tag that the cluster has in Azure. */
  readonly tag?: string;
}

/** Other bounds than the catalogue's for the checks of some clusters: the most particular one counts. */
export interface ThresholdOverride {
  readonly id: string;
  /** Id of a check. */
  readonly check: string;
  /** Bounds by their name in the check, in the unit that the check declares. */
  readonly values: Readonly<Record<string, number>>;
  /** Pattern of cluster names; absent together with `tag` for the whole fleet. */
  readonly cluster?: string;
  /** `name=value`, or `name` for any value: a tag that the cluster has in Azure. */
  readonly tag?: string;
  /** Why, for people. */
  readonly reason?: string;
}

export const policySources = ['file', 'api'] as const;
/** Where an entry of the policy comes from: the file that is deployed with the app, or the API. */
export type PolicySource = (typeof policySources)[number];

/** What people decided about the checks, all of it: ids are unique by kind. */
export interface Policy {
  readonly suppressions: readonly (Suppression & { readonly source: PolicySource })[];
  readonly thresholds: readonly (ThresholdOverride & { readonly source: PolicySource })[];
}

/** An entry of the policy that does nothing, or not what was meant: somebody should look at it. */
export interface PolicyNotice {
  readonly entry: 'suppression' | 'threshold';
  readonly id: string;
  readonly source: PolicySource;
  readonly problem: 'expired' | 'matchesNothing' | 'matchesNoCluster' | 'shadowed' | 'invalid';
  /** What it is and what would be right, one sentence. */
  readonly text: string;
}

/** What a check concludes; `F` is the draft inside a check and the finding outside of it. */
export type Verdict<F = Finding> =
  | { readonly outcome: 'pass'; readonly inspected: number }
  | {
      readonly outcome: 'fail';
      readonly inspected: number;
      readonly findings: readonly [F, ...F[]];
      /** Set when part of what the check looks at could not be seen: more may be wrong, and nothing is resolved. */
      readonly unseen?: { readonly reason: UnknownReason; readonly detail: string; readonly remedy: string };
    }
  | {
      readonly outcome: 'unknown';
      readonly reason: UnknownReason;
      readonly detail: string;
      readonly remedy: string;
    }
  | { readonly outcome: 'notApplicable'; readonly why: string };

/** A verdict with the check it belongs to. */
export type CheckVerdict = { readonly check: string } & Verdict;

/** What is wrong, over all checks. */
export function findingsIn(verdicts: readonly CheckVerdict[]): readonly Finding[] {
  return verdicts.flatMap((verdict) => (verdict.outcome === 'fail' ? verdict.findings : []));
}

/** How one evidence kind came about in an audit: what coverage is explained with. */
export type EvidenceStatus = {
  readonly kind: string;
  readonly milliseconds: number;
  readonly load: Load;
} & ({ readonly ok: true; readonly at: string; readonly kql?: string } | Missing);

/** Below this coverage a score would say more about what was not seen than about the cluster (DESIGN §6). */
export const minimumCoverage = 0.5;

/** Score of a cluster (judgement/score.ts). `value` is null below the coverage bound. */
export interface Score {
  /** 0–100. */
  readonly value: number | null;
  /** Share of the applicable checks' weight that could be judged, 0–1. */
  readonly coverage: number;
  /** The score as if nothing were suppressed; equal to `value` when nothing is. */
  readonly unsuppressed: number | null;
}

export const baselineStates = ['new', 'unchanged', 'resolved', 'unknown'] as const;
/** Against the last audit in which the same check ran; the words of SARIF. */
type BaselineState = (typeof baselineStates)[number];

/** The figures of an audit that are kept as columns and drawn as trends. */
export interface Headline {
  readonly score: number | null;
  readonly coverage: number;
  /** Findings by severity, suppressed ones left out; only severities that occur. */
  readonly findings: Readonly<Partial<Record<Severity, number>>>;
  /** Findings that are suppressed. */
  readonly suppressed: number;
  /** Size of the main etcd's database file; null when not seen. */
  readonly etcdBytes: number | null;
  /** Share of its quota that the fullest etcd uses as Azure measures it, 0–1; null when not seen. */
  readonly etcdUsed: number | null;
  /** Newest maximum of the platform metrics, 0–1 and more; null when not seen. */
  readonly apiServerCpu: number | null;
  readonly apiServerMemory: number | null;
  readonly etcdMemory: number | null;
  /** Requests a second of all clients in the audit log, the auditor's own left out; null when not seen. */
  readonly requestsPerSecond: number | null;
  /** Objects by kind, the largest kinds only; null when not seen. */
  readonly objects: Readonly<Record<string, number>> | null;
  readonly kubernetesVersion: string | null;
  readonly load: Load;
}

/** One cluster's part of a sweep: everything that is kept. */
export interface AuditResult {
  readonly schemaVersion: 2;
  readonly sweepId: string;
  readonly cluster: ClusterRef;
  /** What Azure says of the cluster; null when it was not asked or did not answer. */
  readonly facts: ClusterFacts | null;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly score: Score;
  readonly headline: Headline;
  readonly verdicts: readonly CheckVerdict[];
  /** Baseline state of every open or just resolved finding, by fingerprint. */
  readonly baseline: readonly BaselineEntry[];
  readonly evidence: readonly EvidenceStatus[];
  /** The busiest clients over the stretch of audit log that was read; null when it could not be read. */
  readonly clients: ClientActivity | null;
  readonly load: Load;
}

/** What fleets are filtered and grouped by. */
export interface ClusterFacts {
  readonly tier: string | null;
  readonly location: string | null;
  readonly nodes: number | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** Step 2 of the guide as a time chart: requests and latency of the busiest clients, watches and streams left out. */
export interface ClientActivity {
  /** ISO 8601: from (included) to (not included). */
  readonly from: string;
  readonly to: string;
  readonly binSeconds: number;
  /** `writes`: reads are not in the log at all. */
  readonly sees: 'all' | 'writes';
  /** Those that keep the server busy longest first; at most `mostClients`. */
  readonly clients: readonly ClientBins[];
}

export interface ClientBins {
  readonly userAgent: string;
  readonly username: string;
  /** Oldest first; a bin without requests is left out. */
  readonly bins: readonly {
    readonly at: string;
    readonly requests: number;
    readonly meanMs: number;
    readonly p99Ms: number;
  }[];
}

/** The busiest clients of a cluster's newest audit in short: what is compared over the fleet. */
export type BusyClients = {
  /** When an audit first saw what the log shows now, ISO 8601; null when none could read it yet. */
  readonly since: string | null;
} & (
  | {
      readonly ok: true;
      /** The stretch of log, ISO 8601: from (included) to (not included). */
      readonly from: string;
      readonly to: string;
      readonly sees: ClientActivity['sees'];
      /** Those that keep the server busy longest first. */
      readonly clients: readonly ClientTotals[];
    }
  /** One sentence. */
  | { readonly ok: false; readonly why: string }
);

export interface ClientTotals {
  readonly userAgent: string;
  readonly username: string;
  /** Watches and streams left out. */
  readonly requests: number;
  readonly meanMs: number;
}

/** What was not seen in the fleet for longer is new when it comes back. */
export const rememberedDays = 30;

/** What was in the fleet within the last weeks, by name: to tell what is new (judgement/fleet-memory.ts). */
export interface FleetMemory {
  /** Since when it is kept, ISO 8601: nothing before is known. */
  readonly since: string;
  /** By what the client is called over the fleet (client-names.ts). */
  readonly clients: Readonly<Record<string, RememberedClient>>;
  readonly kubernetesVersions: Readonly<Record<string, Remembered>>;
  /** Clients that there was no room for: those that were not seen for longest. */
  readonly leftOut: number;
}

export interface Remembered {
  /** Audits that first and last saw it, ISO 8601. */
  readonly first: string;
  readonly last: string;
  /** False when it may have been there before, where nobody had looked yet. */
  readonly isNews: boolean;
}

export interface RememberedClient extends Remembered {
  /** By version, those seen last; none where the client does not tell. */
  readonly versions: Readonly<Record<string, Remembered>>;
}

/** The life of one finding so far: what compare reads and writes. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Severity;
  readonly summary: string;
  /** Absent in entries of older versions. */
  readonly confidence?: Confidence;
  readonly resource?: ResourceRef;
  readonly culprit?: Culprit;
  readonly suppression?: AppliedSuppression;
  readonly state: BaselineState;
  readonly firstSeen: SeenAt;
  readonly lastSeen: SeenAt;
  /** Set once the check ran and no longer found it. */
  readonly resolved?: SeenAt;
}

export interface SeenAt {
  readonly sweepId: string;
  readonly at: string;
}

export const ledgerStates = [
  'planned',
  'surveyed',
  'audited',
  'failed',
  'missed',
  'skipped',
  'vanished',
] as const;
/**
 * Where one cluster stands in a sweep. `skipped`: there is nothing to audit, e.g. it is stopped; `vanished`: the last
 * sweep had it, and this one did not find it.
 */
export type LedgerState = (typeof ledgerStates)[number];

export interface LedgerEntry {
  readonly sweepId: string;
  readonly cluster: ClusterRef;
  readonly state: LedgerState;
  /** Why it failed, was missed or skipped, or how it vanished. */
  readonly why?: string;
}

export const sweepStatuses = ['planning', 'running', 'closed'] as const;
type SweepStatus = (typeof sweepStatuses)[number];

export interface Sweep {
  readonly id: string;
  readonly trigger: 'timer' | 'request' | 'command';
  readonly status: SweepStatus;
  readonly startedAt: string;
  /** When unfinished clusters are given up, ISO 8601. */
  readonly deadline: string;
  readonly closedAt?: string;
  readonly summary?: SweepSummary;
  /** What kept planning from finishing, if anything did. */
  readonly problem?: string;
  /** The stretch of audit log it reads; the next sweep goes on where it ends. */
  readonly logSpan?: LogSpan;
  /** Parts of the fleet that could not be seen, a sentence each: clusters may be missing from the sweep. */
  readonly unseen?: readonly string[];
}

/** What kept a sweep from seeing all of the fleet, a sentence each: clusters may be missing from it. */
export function unseenPartsOf({
  problem,
  unseen = [],
}: Pick<Sweep, 'problem' | 'unseen'>): readonly string[] {
  return problem === undefined ? unseen : [problem, ...unseen];
}

/** A stretch of time, ISO 8601: from (included) to (not included). */
export interface LogSpan {
  readonly from: string;
  readonly to: string;
}

export interface SweepSummary {
  /** True when the whole fleet was seen, and every cluster in it was audited or had nothing to audit. */
  readonly complete: boolean;
  readonly clusters: Readonly<Record<LedgerState, number>>;
  readonly findings: Readonly<Partial<Record<Severity, number>>>;
  /** Mean of the scores there are; null when no cluster has one. */
  readonly score: number | null;
  /** Mean coverage over the clusters that had to be audited, 0–1; one that was not counts as 0. */
  readonly coverage: number;
  readonly load: Load;
  /** The fleet's figures as one headline, by name (figures.ts); absent in sweeps of older versions. */
  readonly figures?: Readonly<Record<string, number>>;
}

export const outcomes = ['pass', 'fail', 'unknown', 'notApplicable'] as const;
export type Outcome = (typeof outcomes)[number];

/** Newest state of a cluster: a row of the fleet page. */
export interface LatestAudit {
  readonly cluster: ClusterRef;
  /** The newest audit; null when the cluster was planned but never audited. */
  readonly newest: NewestAudit | null;
  /** Set when the newest sweep did not audit it: the figures are then of an older audit. */
  readonly notAudited?: NotAudited;
}

export interface NewestAudit {
  readonly id: string;
  readonly at: string;
  readonly headline: Headline;
  /** By check. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly facts: ClusterFacts | null;
}

export const notAuditedStates = [
  'failed',
  'missed',
  'skipped',
  'vanished',
] as const satisfies readonly LedgerState[];

export interface NotAudited {
  readonly sweepId: string;
  readonly at: string;
  readonly why: string;
  readonly state: (typeof notAuditedStates)[number];
}

/** Where a figure goes if it goes on as it did (forecast/forecast.ts). Bands hold the truth by 90 %. */
export type Forecast = NoForecast | TrendForecast;

export interface NoForecast {
  readonly kind: 'none';
  /** Why there is none, one sentence. */
  readonly why: string;
}

export interface TrendForecast {
  readonly kind: 'trend';
  /** Growth a day, in the unit of the figure; negative when it sinks. */
  readonly perDay: Estimate;
  /**
   * True when it goes up or down for sure, also by a band of 99 %, and by more than its noise. When false, nothing is
   * said of a bound that will be reached.
   */
  readonly grows: boolean;
  /** Start of what it goes by, ISO 8601: where the figure last took another slope, or the oldest sample. */
  readonly since: string;
  /** Samples since then. */
  readonly samples: number;
  /** Sudden changes of the level, oldest first: a clean-up, a defragmentation, an import. */
  readonly steps: readonly { readonly at: string; readonly from: number; readonly to: number }[];
  /** From the newest sample to the horizon, oldest first. */
  readonly points: readonly ForecastPoint[];
  /** When it reaches each of the bounds that were asked for, those within the horizon only. */
  readonly reaches: readonly ReachedBound[];
  /** Why it looks less far ahead than it was asked to, one sentence; absent when it looks as far. */
  readonly shortened?: string;
}

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ForecastPoint extends Estimate {
  /** ISO 8601 UTC. */
  readonly at: string;
}

export interface ReachedBound {
  readonly bound: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** By the steep and by the flat end of the band; `latest` is null when the flat end does not reach it in time. */
  readonly earliest: string;
  readonly latest: string | null;
}

/** A figure at a time; null where it was not seen, which is not zero. */
export interface TrendPoint {
  readonly at: string;
  readonly value: number | null;
  /** Least and most within the hour or day, where one point stands for several audits. */
  readonly low?: number;
  readonly high?: number;
}
