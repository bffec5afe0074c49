import type {
  AppliedSuppression,
  BaselineEntry,
  CheckVerdict,
  ClusterFacts,
  Finding,
  ResourceRef,
  Suppression,
} from '../model.ts';
import { compareText } from '../shared/compare-text.ts';
import { patternOf } from '../shared/pattern.ts';
import { hasTag, tagRule } from '../shared/tag-rule.ts';

/** What of a cluster rules go by. */
export interface JudgedCluster {
  readonly name: string;
  /** Null when Azure did not tell: a rule by tag then does not hold, for nobody knows its tags. */
  readonly facts: ClusterFacts | null;
}

/** Marks the findings that somebody decided to live with, and changes nothing else. */
export function suppress(
  verdicts: readonly CheckVerdict[],
  cluster: JudgedCluster,
  suppressions: readonly Suppression[],
  now: Date,
): readonly CheckVerdict[] {
  const active = activeFor(cluster, suppressions, now);
  if (active.length === 0) return verdicts;
  return verdicts.map((verdict) => {
    if (verdict.outcome !== 'fail') return verdict;
    const [first, ...rest] = verdict.findings;
    return { ...verdict, findings: [marked(first, active), ...rest.map((one) => marked(one, active))] };
  });
}

/** The same for findings that are open but were not seen this time: what hid them may have ended, or begun. */
export function suppressUnseen(
  entries: readonly BaselineEntry[],
  cluster: JudgedCluster,
  suppressions: readonly Suppression[],
  now: Date,
): readonly BaselineEntry[] {
  const active = activeFor(cluster, suppressions, now);
  return entries.map((entry) => {
    if (entry.state !== 'unknown') return entry;
    const { suppression: _before, ...open } = entry;
    return marked(open, active);
  });
}

/** Whether its time is not over yet. */
export function isActive({ expires }: Pick<Suppression, 'expires'>, now: Date): boolean {
  return Date.parse(expires) > now.getTime();
}

/** Whether a suppression or a threshold speaks of a cluster at all; made once for many clusters. */
export function clusterRule({
  cluster,
  tag,
}: Pick<Suppression, 'cluster' | 'tag'>): (judged: JudgedCluster) => boolean {
  const named = cluster === undefined ? null : patternOf(cluster);
  const tagged = tag === undefined ? null : tagRule(tag);
  return ({ name, facts }) => {
    if (named !== null && !named(name)) return false;
    return tagged === null || (facts !== null && hasTag(facts.tags, tagged));
  };
}

/** What of a finding suppressions go by. */
export interface NamedFinding {
  readonly check: string;
  /** As patterns see its resource; null in entries of older versions, which do not have it. */
  readonly resources: readonly string[] | null;
}

export function namedFinding({ check, resource }: Pick<BaselineEntry, 'check' | 'resource'>): NamedFinding {
  return { check, resources: resource === undefined ? null : textsOf(resource) };
}

/** Whether a suppression speaks of a finding, the cluster aside; made once for many findings. */
export function findingRule({
  check,
  resource,
}: Pick<Suppression, 'check' | 'resource'>): (finding: NamedFinding) => boolean {
  const matches = resource === undefined ? null : patternOf(resource);
  return (finding) => {
    if (check !== undefined && check !== finding.check) return false;
    return matches === null || (finding.resources !== null && finding.resources.some(matches));
  };
}

/** Of one with a part there are two texts, so that either can be named. */
function textsOf({ kind, namespace, name, part }: ResourceRef): readonly string[] {
  const whole = namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
  return part === undefined ? [whole] : [whole, `${whole}/${part}`];
}

interface ActiveSuppression {
  readonly concerns: (finding: NamedFinding) => boolean;
  readonly applied: AppliedSuppression;
}

/** Those that count for a cluster now: the one that ends last is first, which is the one that is told. */
function activeFor(
  cluster: JudgedCluster,
  suppressions: readonly Suppression[],
  now: Date,
): readonly ActiveSuppression[] {
  return suppressions
    .filter((suppression) => isActive(suppression, now) && clusterRule(suppression)(cluster))
    .toSorted(
      (left, right) => Date.parse(right.expires) - Date.parse(left.expires) || compareText(left.id, right.id),
    )
    .map((suppression) => ({ concerns: findingRule(suppression), applied: appliedOf(suppression) }));
}

function marked<T extends Finding | BaselineEntry>(finding: T, active: readonly ActiveSuppression[]): T {
  const named = namedFinding(finding);
  const found = active.find(({ concerns }) => concerns(named));
  return found === undefined ? finding : { ...finding, suppression: found.applied };
}

function appliedOf({ id, owner, reason, expires }: Suppression): AppliedSuppression {
  return { id, owner, reason, expires };
}
