/** Scenarios: what is known of a cluster, and what a person says about it; the judges are the product's own. */
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { checks } from '../../src/checks/index.ts';
import type { Collected, Evidence, EvidenceKind } from '../../src/evidence/index.ts';
import { kubeconfigFleet } from '../../src/fleet/kubeconfig.ts';
import { evaluate } from '../../src/judgement/evaluate.ts';
import type { CheckVerdict, Missing } from '../../src/model.ts';
import { messageOf } from '../../src/shared/errors.ts';
import type { UnknownReason } from '../../src/shared/errors.ts';
import { fingerprintOf } from '../../src/store/keys.ts';
import { shopCluster } from './azure-evidence.ts';
import { ago, briefly, gathered } from './evidence.ts';
import { healthyEvidence, healthyOutcomes } from './healthy-cluster.ts';

/** Evidence by kind: a value that was read, or why it was not. */
type GivenEvidence = { readonly [K in EvidenceKind]?: Evidence[K] | Missing };

/** One cluster in a file that a person can read. Checks that are not named say the same as of the healthy cluster. */
export interface Scenario {
  readonly title: string;
  /** What happened, in one or two sentences. */
  readonly story: string;
  /** Where it differs from the healthy cluster (healthy-cluster.ts): whole kinds of evidence. */
  readonly evidence: GivenEvidence;
  /** Known from a kubeconfig alone: Azure is not asked at all. */
  readonly source?: 'kubeconfig';
  /** Checks whose problem the cluster really has, whether or not it can be seen: what a person says who knows it all. */
  readonly truth: readonly string[];
  /** Checks that fail: `severity resource` of each finding, and `unseen reason` if there may be more. */
  readonly fail?: Readonly<Record<string, readonly string[]>>;
  /** Checks that cannot tell, and why. */
  readonly unknown?: Readonly<Record<string, UnknownReason>>;
  readonly notApplicable?: readonly string[];
  /** Checks that pass although they do not apply to the healthy cluster. */
  readonly pass?: readonly string[];
  /** Checks that do not find the problem that is there, and why we live with it. */
  readonly knownMiss?: Readonly<Record<string, string>>;
  /** Checks that fail although nothing is wrong, and why we live with it. */
  readonly knownFalseAlarm?: Readonly<Record<string, string>>;
}

/** What a scenario says of one check: `fail` as its findings, `unknown` with its reason. */
export type Expected = string | readonly string[];

/** What every check of the catalogue is expected to say, by id. */
export function expectedOf({
  fail = {},
  unknown = {},
  notApplicable = [],
  pass = [],
}: Scenario): Readonly<Record<string, Expected>> {
  const reasons = Object.entries(unknown).map(([check, reason]) => [check, `unknown ${reason}`] as const);
  return {
    ...healthyOutcomes,
    ...Object.fromEntries(pass.map((check) => [check, 'pass'])),
    ...Object.fromEntries(notApplicable.map((check) => [check, 'notApplicable'])),
    ...Object.fromEntries(reasons),
    ...Object.fromEntries(Object.entries(fail).map(([check, findings]) => [check, findings.toSorted()])),
  };
}

/** Checks that a scenario names, each as often as it does. */
export function namedIn({ fail = {}, unknown = {}, notApplicable = [], pass = [] }: Scenario): string[] {
  return [...Object.keys(fail), ...Object.keys(unknown), ...notApplicable, ...pass];
}

/** What the catalogue really says, in the same words. */
export function saidOf(verdicts: readonly CheckVerdict[]): Readonly<Record<string, Expected>> {
  return Object.fromEntries(verdicts.map((verdict) => [verdict.check, said(verdict)]));
}

function said(verdict: CheckVerdict): Expected {
  if (verdict.outcome === 'unknown') return `unknown ${verdict.reason}`;
  if (verdict.outcome !== 'fail') return verdict.outcome;
  const unseen = verdict.unseen === undefined ? [] : [`unseen ${verdict.unseen.reason}`];
  return [briefly(verdict), unseen].flat().toSorted();
}

/** The evidence of a scenario as an audit collects it. */
export function collectedOf({ evidence }: Scenario): Collected {
  const given: Readonly<Record<string, unknown>> = { ...healthyEvidence, ...evidence };
  return Object.fromEntries(
    Object.entries(given).map(([kind, value]) => [kind, isMissing(value) ? value : gathered(value)]),
  );
}

function isMissing(value: unknown): value is Missing {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}

/** What the product says of this evidence, every check of it. Throws when a check does. */
export function judge(collected: Collected, source?: Scenario['source']): readonly CheckVerdict[] {
  return judgeBy(checks, collected, source);
}

/** The same by some checks only. */
export function judgeBy(
  some: readonly AnyCheck[],
  collected: Collected,
  source?: Scenario['source'],
): readonly CheckVerdict[] {
  return evaluate(some, collected, {
    now: new Date(ago(0)),
    fingerprint: (check, resource) => fingerprintOf(shopCluster.key, check, resource),
    outOfScope: (kind) => (source === 'kubeconfig' ? kubeconfigPort.outOfScope(shopCluster, kind) : null),
    onFault(check, error) {
      throw new Error(`The check ${check} broke: ${messageOf(error)}`, { cause: error });
    },
  });
}

/** Only asked what does not belong to an audit, for which it reads nothing. */
const kubeconfigPort = kubeconfigFleet(
  { kind: 'kubeconfig', kubeconfig: '', contexts: null },
  { metricsWindowSeconds: 0 },
)({ info: () => undefined, warn: () => undefined, error: () => undefined });
