import type { Gathered } from '../model.ts';
import type { Collected } from './index.ts';
import { nodePoolOf } from './node-pool.ts';

/**
 * Seconds without a heartbeat after which a node is asked what is wrong: pods leave a node after as long.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
const silentSeconds = 300;

export interface SuspectNodes {
  /** One of each pool, longest silent first. */
  readonly nodes: readonly string[];
  /** All that are silent. */
  readonly silent: number;
}

/** Nodes that have stopped reporting, from their leases or else from the audit log; missing when neither is seen. */
export function suspectNodes(
  { nodeHeartbeats, loggedHeartbeats }: Collected,
  now: Date,
): Gathered<SuspectNodes> {
  if (nodeHeartbeats?.ok === true) {
    const before = now.getTime() - silentSeconds * 1000;
    const silent = nodeHeartbeats.value.nodes
      .map(({ node, renewedAt }) => ({ node, at: renewedAt === null ? 0 : Date.parse(renewedAt) }))
      .filter(({ at }) => at < before);
    const value = oneAPool(silent, silent.length);
    // Of a list that was cut, silence in the part that was read is told; that there is none is not.
    if (silent.length > 0 || !nodeHeartbeats.value.truncated)
      return { ok: true, at: nodeHeartbeats.at, value };
  }
  if (loggedHeartbeats?.ok === true) {
    const { silentNodes, silent } = loggedHeartbeats.value;
    const known = silentNodes.map(({ node, renewedAt }) => ({ node, at: Date.parse(renewedAt) }));
    if (silent > 0) return { ok: true, at: loggedHeartbeats.at, value: oneAPool(known, silent) };
    return noneLogged;
  }
  if (nodeHeartbeats?.ok === true) return manyNodes;
  return nodeHeartbeats ?? loggedHeartbeats ?? noHeartbeats;
}

const manyNodes = {
  ok: false,
  reason: 'truncated',
  detail: 'None of the nodes that were read is silent, but the cluster has more nodes than were read.',
  remedy: 'Look at the nodes of the cluster by hand: kubectl get nodes.',
} as const;

const noneLogged = {
  ok: false,
  reason: 'notCollected',
  detail: 'No node fell silent in the audit log, but one that was silent all the time is not in it.',
  remedy: 'Let the auditor read the leases of the cluster.',
} as const;

const noHeartbeats = {
  ok: false,
  reason: 'notCollected',
  detail: 'No heartbeats of nodes were read, so it is not known which of them are silent.',
  remedy: 'Let the auditor read the leases of the cluster, or its audit log.',
} as const;

interface Silent {
  readonly node: string;
  readonly at: number;
}

function oneAPool(nodes: readonly Silent[], silent: number): SuspectNodes {
  const longestFirst = nodes.toSorted((a, b) => a.at - b.at || (a.node < b.node ? -1 : 1));
  const byPool = new Map<string | null, string>();
  for (const { node } of longestFirst) {
    const pool = nodePoolOf(node);
    if (!byPool.has(pool)) byPool.set(pool, node);
  }
  return { nodes: [...byPool.values()], silent };
}
