/** What the audit log tells of silent nodes, and of which nodes it tells nothing. */
import type { LoggedHeartbeats } from '../../evidence/logs/logged-heartbeats.ts';
import type { ManagedCluster } from '../../evidence/managed-cluster.ts';
import type { FindingDraft, Gathered, Threshold } from '../../model.ts';
import { countOf, formatCount, formatDuration } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { tooShort } from './log-window.ts';
import { silentPoolFinding } from './silent-pool.ts';

/** A node that was silent all through the window is not in the log, so what it does not show has to be looked for. */
export interface LoggedSilence {
  readonly findings: readonly FindingDraft[];
  readonly unseen: Unseen | null;
}

export function loggedSilence(
  logged: LoggedHeartbeats,
  cluster: Gathered<ManagedCluster>,
  silence: Threshold,
): LoggedSilence {
  // The log is counted with a bound of its own: shorter silence is in none of its figures.
  const bound = { ...silence, value: Math.max(silence.value, logged.silentAfterSeconds) };
  return {
    findings: logged.pools.flatMap((pool) => findingsOn(pool, logged, bound)),
    unseen:
      // Half of it to see a node, half to miss it.
      tooShort(logged.window, 2 * bound.value) ??
      uncounted(silence.value, logged) ??
      beyondTheCut(logged) ??
      unaccounted(logged, cluster),
  };
}

type Pool = LoggedHeartbeats['pools'][number];

function findingsOn(
  { pool, nodes, silent }: Pool,
  { window, silentNodes, silentAfterSeconds, pools }: LoggedHeartbeats,
  bound: Threshold,
): readonly FindingDraft[] {
  const at = new Date(window.to);
  const listed = silentNodes.filter((node) => node.pool === pool);
  const [first, ...rest] = listed.filter(
    ({ renewedAt }) => at.getTime() - Date.parse(renewedAt) > bound.value * 1_000,
  );
  if (first === undefined) return [];
  const long = 1 + rest.length;
  // Of each name the longest are listed: if one of them is short enough, those that are not listed are too.
  const silentCount = bound.value > silentAfterSeconds && long < listed.length ? long : silent;
  return [
    silentPoolFinding(
      {
        pool,
        silent: [first, ...rest],
        silentCount,
        nodeCount: nodes,
        wholePool: silentCount === nodes && (pool !== null || pools.length === 1),
        // They may have come back, or been removed, since the window ended.
        confidence: 'inferred',
        at,
        seenIn: ` in the audit log up to ${window.to}`,
      },
      bound,
    ),
  ];
}

function uncounted(silence: number, { silentAfterSeconds }: LoggedHeartbeats): Unseen | null {
  if (silence >= silentAfterSeconds) return null;
  return {
    reason: 'notCollected',
    detail: `The audit log is only searched for nodes that are silent for ${formatDuration(silentAfterSeconds)}, and the threshold is ${formatDuration(silence)}.`,
    remedy: 'Let the auditor read the leases of the cluster, which tell it to the second.',
  };
}

function beyondTheCut({ pools, silent }: LoggedHeartbeats): Unseen | null {
  const left = silent - pools.reduce((sum, pool) => sum + pool.silent, 0);
  if (left <= 0) return null;
  return {
    reason: 'truncated',
    detail: `${countOf(left, 'more node')} ${left === 1 ? 'is' : 'are'} silent in the audit log than are listed by pool.`,
    remedy: 'Let the auditor read the leases of the cluster, or look at the nodes with kubectl get nodes.',
  };
}

/**
 * Every node has to be in the log, and no other: one too few was silent all through the window, or joined after it; one too
 * many left after it, and where nodes come and go the numbers alone do not tell whether a silent one is among those that stay.
 */
function unaccounted({ pools, nodes }: LoggedHeartbeats, cluster: Gathered<ManagedCluster>): Unseen | null {
  if (!cluster.ok) {
    return {
      reason: cluster.reason,
      detail: `How many nodes there should be in the audit log is not known. ${cluster.detail}`,
      remedy: cluster.remedy,
    };
  }
  const expected = expectedNodes(cluster.value);
  if (expected === null) {
    return differs('Azure does not say how many nodes each pool has.');
  }
  const named = pools.filter(({ pool }) => pool !== null);
  const wrong = [
    ...named.flatMap(({ pool, nodes: seen }) =>
      difference(`the pool ${pool}`, expected.get(pool ?? '') ?? 0, seen),
    ),
    ...rest(expected, pools, nodes),
  ];
  return wrong.length === 0 ? null : differs(`${wrong.join('; ')}.`);
}

/** By pool; null when the size of one is not known. */
function expectedNodes({ agentPools }: ManagedCluster): ReadonlyMap<string, number> | null {
  const sizes = agentPools.flatMap(({ name, nodes }) => (nodes === null ? [] : [[name, nodes] as const]));
  return sizes.length === agentPools.length ? new Map(sizes) : null;
}

/** Pools of single machines give their nodes names that do not tell the pool: those are compared together. */
function rest(
  expected: ReadonlyMap<string, number>,
  pools: readonly Pool[],
  nodes: number,
): readonly string[] {
  const named = new Map(pools.map(({ pool, nodes: seen }) => [pool, seen]));
  const others = [...expected].filter(([pool]) => !named.has(pool));
  const seen = nodes - pools.reduce((sum, { pool, nodes: count }) => sum + (pool === null ? 0 : count), 0);
  const sum = others.reduce((total, [, count]) => total + count, 0);
  if (seen === sum) return [];
  const names = others.filter(([, count]) => count > 0).map(([pool]) => pool);
  const what =
    names.length === 0
      ? 'no further pool'
      : `the ${names.length === 1 ? 'pool' : 'pools'} ${names.toSorted().join(', ')}`;
  return difference(what, sum, seen);
}

function difference(what: string, expected: number, seen: number): readonly string[] {
  if (expected === seen) return [];
  return [
    `${what} should have ${countOf(expected, 'node')} by Azure, and the audit log has ${formatCount(seen)}`,
  ];
}

function differs(detail: string): Unseen {
  return {
    reason: 'notCollected',
    detail: `A node that was silent all through the window is not in the audit log, and not every node is accounted for: ${detail}`,
    remedy: 'Let the auditor read the leases of the cluster, or compare with kubectl get nodes.',
  };
}
