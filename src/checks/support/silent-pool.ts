/** The finding on nodes of one pool that do not renew their leases. */
import type { Confidence, FindingDraft, Threshold } from '../../model.ts';
import { nodeRecovery } from '../../remediation/network.ts';
import { compareText } from '../../shared/compare-text.ts';
import { countOf, formatCount, formatDuration, listInWords } from '../../shared/format.ts';

interface SilentNode {
  readonly node: string;
  /** ISO 8601; null when it never renewed its lease. */
  readonly renewedAt: string | null;
}

export interface SilentPool {
  /** Null for nodes without the name of an AKS pool. */
  readonly pool: string | null;
  /** Those that are known by name. */
  readonly silent: readonly [SilentNode, ...SilentNode[]];
  /** May be more than are known by name. */
  readonly silentCount: number;
  readonly nodeCount: number;
  readonly wholePool: boolean;
  readonly confidence: Confidence;
  /** The moment that the silence lasts until. */
  readonly at: Date;
  /** Set when that is not now: what was looked at, with a blank before it. */
  readonly seenIn: string;
}

export function silentPoolFinding(found: SilentPool, threshold: Threshold): FindingDraft {
  const { pool, silentCount, wholePool } = found;
  const ordered = found.silent.toSorted(byRenewal);
  const [longest = found.silent[0]] = ordered;
  const since = longestKnown(found);
  const seconds = since === null ? null : secondsUntil(found.at, since);
  const group = pool === null ? 'outside of any AKS pool' : `of the pool ${pool}`;
  const verb = silentCount === 1 ? 'is' : 'are';
  const observed = `${formatCount(silentCount)} of ${countOf(found.nodeCount, 'node')} ${group} ${verb} silent${found.seenIn}, ${longestInWords(found, seconds)}`;
  return {
    severity: wholePool ? 'critical' : 'high',
    confidence: found.confidence,
    resource: { kind: 'NodePool', name: pool ?? '(none)' },
    summary: `${observed}; expected is a lease renewed within ${formatDuration(threshold.value)}.`,
    observed: {
      text: observed,
      ...(seconds === null ? {} : { value: Math.floor(seconds), unit: 'seconds' }),
    },
    threshold,
    ...(pool === null ? {} : { culprit: { kind: 'nodePool', name: pool } }),
    ...(since === null ? {} : { since }),
    excerpts: [
      {
        label: 'Silent nodes',
        value: listInWords(
          ordered.map(({ node }) => node),
          10,
        ),
      },
      { label: 'Longest silent', value: `${longest.node}: ${longest.renewedAt ?? 'never renewed'}` },
    ],
    remediation: nodeRecovery({ pool, node: longest.node, wholePool }),
  };
}

/** Oldest first; a lease that was never renewed is as silent as can be. */
function byRenewal(left: SilentNode, right: SilentNode): number {
  return time(left) - time(right) || compareText(left.node, right.node);
}

function time({ renewedAt }: SilentNode): number {
  return renewedAt === null ? 0 : Date.parse(renewedAt);
}

function longestKnown({ silent }: SilentPool): string | null {
  const known = silent.map(({ renewedAt }) => renewedAt).filter((at) => at !== null);
  return known.toSorted((left, right) => Date.parse(left) - Date.parse(right))[0] ?? null;
}

function secondsUntil(at: Date, since: string): number {
  return (at.getTime() - Date.parse(since)) / 1_000;
}

function longestInWords({ silent }: SilentPool, seconds: number | null): string {
  const never = silent.filter(({ renewedAt }) => renewedAt === null).length;
  const parts = [
    ...(seconds === null ? [] : [`the longest for ${formatDuration(seconds)}`]),
    ...(never === 0 ? [] : [`${formatCount(never)} never renewed ${never === 1 ? 'its' : 'their'} lease`]),
  ];
  return parts.join(', ');
}
