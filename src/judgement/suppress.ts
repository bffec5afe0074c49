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
import { matchesPattern } from '../shared/pattern.ts';
import { hasTag, tagRule } from '../shared/tag-rule.ts';

/** What of a cluster rules go by. */
export interface JudgedCluster {
  readonly name: string;
  /** Null when Azure did not tell: a rule by tag then does not hold, for nobody knows its tags. */
  readonly facts: ClusterFacts | null;
}

/** What of a finding suppressions go by; entries of older versions do not have the resource. */
export type SuppressibleFinding = Pick<BaselineEntry, 'check' | 'resource'>;

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

/** Whether it speaks of this cluster at all. */
export function concernsCluster(
  { cluster, tag }: Pick<Suppression, 'cluster' | 'tag'>,
  { name, facts }: JudgedCluster,
): boolean {
  if (cluster !== undefined && !matchesPattern(cluster, name)) return false;
  return tag === undefined || (facts !== null && hasTag(facts.tags, tagRule(tag)));
}

/** Whether it speaks of this finding, the cluster aside. */
export function concernsFinding(
  { check, resource }: Pick<Suppression, 'check' | 'resource'>,
  finding: SuppressibleFinding,
): boolean {
  if (check !== undefined && check !== finding.check) return false;
  if (resource === undefined) return true;
  return (
    finding.resource !== undefined && textsOf(finding.resource).some((text) => matchesPattern(resource, text))
  );
}

/** As patterns see a resource: of one with a part there are two texts, so that either can be named. */
function textsOf({ kind, namespace, name, part }: ResourceRef): readonly string[] {
  const whole = namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
  return part === undefined ? [whole] : [whole, `${whole}/${part}`];
}

/** Those that count for a cluster now: the one that ends last is first, which is the one that is told. */
function activeFor(
  cluster: JudgedCluster,
  suppressions: readonly Suppression[],
  now: Date,
): readonly Suppression[] {
  return suppressions
    .filter((suppression) => isActive(suppression, now) && concernsCluster(suppression, cluster))
    .toSorted(
      (left, right) => Date.parse(right.expires) - Date.parse(left.expires) || compareText(left.id, right.id),
    );
}

function marked<T extends Finding | BaselineEntry>(finding: T, active: readonly Suppression[]): T {
  const found = active.find((suppression) => concernsFinding(suppression, finding));
  return found === undefined ? finding : { ...finding, suppression: applied(found) };
}

function applied({ id, owner, reason, expires }: Suppression): AppliedSuppression {
  return { id, owner, reason, expires };
}
