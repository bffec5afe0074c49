/** What each entry of the policy does at present, and which do nothing: counted over the newest audits. */
import type { AnyCheck } from '../checks/define-check.ts';
import type { BaselineEntry, ClusterRef, LatestAudit, Policy, PolicyNotice } from '../model.ts';
import { compareText } from '../shared/compare-text.ts';
import { countOf } from '../shared/format.ts';
import { clusterRule, findingRule, isActive, type JudgedCluster, namedFinding } from './suppress.ts';

type SuppressionEntry = Policy['suppressions'][number];
type ThresholdEntry = Policy['thresholds'][number];

/** The fleet as the newest audits saw it. */
export interface SeenFleet {
  readonly clusters: readonly LatestAudit[];
  readonly open: readonly {
    readonly cluster: ClusterRef;
    readonly findings: readonly BaselineEntry[];
    /** How many more there are than are listed. */
    readonly leftOut: number;
  }[];
}

export interface SuppressionState {
  readonly entry: SuppressionEntry;
  readonly state: 'active' | 'expired';
  /** Open findings that it hid when their cluster was audited last. */
  readonly hides: number;
  /** Open findings that it speaks of: what it hides from the next audit on, if it is active then. */
  readonly matches: number;
  /** Whether it speaks of no open finding; null when that cannot be told. */
  readonly matchesNothing: boolean | null;
}

export interface ThresholdState {
  readonly entry: ThresholdEntry;
  /** Clusters of the fleet that it speaks of. */
  readonly clusters: number;
}

export function suppressionStates(
  { suppressions }: Policy,
  { clusters, open }: SeenFleet,
  now: Date,
): readonly SuppressionState[] {
  const byKey = new Map(clusters.map((latest) => [latest.cluster.key, judgedOf(latest)]));
  const fleet = open.map(({ cluster, findings, leftOut }) => ({
    cluster: byKey.get(cluster.key) ?? { name: cluster.name, facts: null },
    findings: findings.map(namedFinding),
    leftOut,
  }));
  const hidden = hiddenBy(open);
  const audited = clusters.some(({ newest }) => newest !== null);
  return suppressions.map((entry) => {
    const [ofCluster, ofFinding] = [clusterRule(entry), findingRule(entry)];
    let matches = 0;
    // Findings that are not listed, or whose resource is not known, may be of those.
    let untold = !audited;
    for (const { cluster, findings, leftOut } of fleet) {
      if (!ofCluster(cluster)) continue;
      untold ||= leftOut > 0;
      for (const finding of findings) {
        if (ofFinding(finding)) matches += 1;
        else if (finding.resources === null) untold ||= (entry.check ?? finding.check) === finding.check;
      }
    }
    return {
      entry,
      state: isActive(entry, now) ? 'active' : 'expired',
      hides: hidden.get(entry.id) ?? 0,
      matches,
      matchesNothing: matches > 0 ? false : untold ? null : true,
    };
  });
}

/** How many open findings each suppression hid when they were judged last, by id. */
function hiddenBy(open: SeenFleet['open']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { suppression } of open.flatMap(({ findings }) => findings)) {
    if (suppression !== undefined) counts.set(suppression.id, (counts.get(suppression.id) ?? 0) + 1);
  }
  return counts;
}

export function thresholdStates(
  { thresholds }: Policy,
  clusters: readonly LatestAudit[],
): readonly ThresholdState[] {
  const fleet = clusters.filter(({ notAudited }) => notAudited?.state !== 'vanished').map(judgedOf);
  return thresholds.map((entry) => ({ entry, clusters: fleet.filter(clusterRule(entry)).length }));
}

/** Entries that do nothing, or not what was meant, in the order of their ids. */
export function policyNotices(
  policy: Policy,
  fleet: SeenFleet,
  checks: readonly AnyCheck[],
  now: Date,
): readonly PolicyNotice[] {
  const audited = fleet.clusters.some(({ newest }) => newest !== null);
  return [
    ...suppressionStates(policy, fleet, now).flatMap((state) =>
      noticeOf('suppression', state.entry, policy.suppressions, suppressionTrouble(state, checks)),
    ),
    ...thresholdStates(policy, fleet.clusters).flatMap((state) =>
      // Before the first sweep there is no cluster for anything.
      noticeOf('threshold', state.entry, policy.thresholds, thresholdTrouble(state, checks, audited)),
    ),
  ].toSorted((left, right) => compareText(left.entry, right.entry) || compareText(left.id, right.id));
}

type Trouble = Pick<PolicyNotice, 'problem' | 'text'> | null;

function noticeOf(
  kind: PolicyNotice['entry'],
  { id, source }: Pick<PolicyNotice, 'id' | 'source'>,
  entries: readonly Pick<PolicyNotice, 'id' | 'source'>[],
  trouble: Trouble,
): readonly PolicyNotice[] {
  const inFile = source === 'api' && entries.some((other) => other.id === id && other.source === 'file');
  const found = inFile ? shadowed : trouble;
  return found === null ? [] : [{ entry: kind, id, source, ...found }];
}

const shadowed = {
  problem: 'shadowed',
  text: 'The policy file has an entry of this id, which counts instead: remove one of them.',
} as const;

function suppressionTrouble(
  { entry: { check, expires, owner }, state, matches, matchesNothing }: SuppressionState,
  checks: readonly AnyCheck[],
): Trouble {
  const strange = check === undefined ? null : unknownCheck(check, checks);
  if (strange !== null) return strange;
  if (state === 'expired') {
    const again =
      matches === 0
        ? ''
        : `, and ${countOf(matches, 'open finding')} of those it names ${matches === 1 ? 'counts' : 'count'} again`;
    const text = `It ended on ${expires.slice(0, 10)}${again}: remove it, or let ${owner} give it a new end.`;
    return { problem: 'expired', text };
  }
  if (matchesNothing !== true) return null;
  return {
    problem: 'matchesNothing',
    text: 'It matches no open finding: what it hid is gone, or what it names is misspelt.',
  };
}

function thresholdTrouble(
  { entry: { check, values }, clusters }: ThresholdState,
  checks: readonly AnyCheck[],
  audited: boolean,
): Trouble {
  const strange = unknownCheck(check, checks);
  if (strange !== null) return strange;
  const declared = checks.find(({ id }) => id === check)?.thresholds ?? {};
  const names = Object.keys(values).filter((name) => !Object.hasOwn(declared, name));
  if (names.length > 0) {
    return {
      problem: 'invalid',
      text: `The check ${check} has no threshold ${names.join(', ')}, only ${Object.keys(declared).join(', ')}.`,
    };
  }
  if (clusters > 0 || !audited) return null;
  return {
    problem: 'matchesNoCluster',
    text: 'It is for no cluster of the fleet: what it names is gone, or misspelt.',
  };
}

/** An entry of an older version of the product may name a check that there is no longer. */
function unknownCheck(check: string, checks: readonly AnyCheck[]): Trouble {
  if (checks.some(({ id }) => id === check)) return null;
  return { problem: 'invalid', text: `There is no check ${check}, so it does nothing: name another.` };
}

function judgedOf({ cluster, newest }: LatestAudit): JudgedCluster {
  return { name: cluster.name, facts: newest?.facts ?? null };
}
