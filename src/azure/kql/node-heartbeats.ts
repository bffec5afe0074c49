import { z } from 'zod';
import type { LoggedHeartbeats, PoolHeartbeats } from '../../evidence/logs/logged-heartbeats.ts';
import { type LogWindow, unseenAtEnd } from '../../evidence/logs/log-window.ts';
import { nodePoolOf } from '../../evidence/node-pool.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { ReadError } from '../../shared/errors.ts';
import { countCell, listCell, textCell, timeCell } from './cells.ts';
import { kqlTime } from './literals.ts';
import { defineLogQuery } from './log-query.ts';
import { auditRequests } from './source.ts';
import { topPerCluster } from './top.ts';

/** As the check on leases; kubelets renew every 10 s: https://kubernetes.io/docs/concepts/architecture/leases/ */
const silentAfterSeconds = 300;

/**
 * Nodes are grouped by their name without its last six characters: in AKS names these count the nodes of a pool, so that
 * a pool of thousands is one row (`nodePoolOf` knows the shapes). A deleted node is no silent one.
 */
export const loggedHeartbeats = defineLogQuery({
  id: 'node-heartbeats',
  kind: 'loggedHeartbeats',
  title: 'Last lease renewal of each node',
  needs: 'writes',
  kql: (target) => `${auditRequests(target, [...columns])}
| where Code >= 200 and Code < 300 and isempty(Subresource)
| extend Renewal = Resource == "leases" and Namespace == "kube-node-lease" and Verb in ("update", "patch")
    and Username startswith "system:node:"
| extend Removal = Resource == "nodes" and Verb == "delete"
| where Renewal or Removal
| summarize RenewedAt = maxif(Received, Renewal), RemovedAt = maxif(Received, Removal) by ClusterId, Node = Name
| where isnotnull(RenewedAt) and (isnull(RemovedAt) or RemovedAt < RenewedAt)
| extend IsSilent = RenewedAt < ${kqlTime(new Date(target.to.getTime() - silentAfterSeconds * 1000))}
| order by RenewedAt asc, Node asc
| summarize Nodes = count(),
    Silent = countif(IsSilent),
    SilentNodes = make_list_if(bag_pack("Node", Node, "RenewedAt", RenewedAt), IsSilent, 50),
    Example = take_any(Node)
    by ClusterId, Stem = substring(Node, 0, strlen(Node) - 6)
${topPerCluster({
  count: 100,
  orderBy: 'Silent desc, Nodes desc, Stem asc',
  totals: { TotalNodes: 'sum(Nodes)', TotalSilent: 'sum(Silent)' },
  columns: { Example: 'string', Nodes: 'long', Silent: 'long', SilentNodes: 'dynamic' },
})}`,
  row: z.object({
    ClusterId: textCell,
    TotalNodes: countCell,
    TotalSilent: countCell,
    Example: textCell,
    Nodes: countCell,
    Silent: countCell,
    SilentNodes: listCell(z.object({ Node: textCell, RenewedAt: timeCell })),
  }),
  evidence(rows, { window }): LoggedHeartbeats {
    const [first] = rows;
    if (first === undefined) throw noHeartbeats(window);
    if (unseenAtEnd(window) > longestSilence) throw lateRows(window);
    return {
      window,
      silentAfterSeconds,
      nodes: first.TotalNodes,
      silent: first.TotalSilent,
      pools: poolsOf(rows),
      silentNodes: rows
        .flatMap(({ SilentNodes }) => SilentNodes)
        .map(({ Node, RenewedAt }) => ({
          node: cleanText(Node, 253),
          pool: nodePoolOf(Node),
          renewedAt: RenewedAt,
        }))
        .sort((a, b) => Date.parse(a.renewedAt) - Date.parse(b.renewedAt)),
    };
  },
});

const columns = [
  'Username',
  'Verb',
  'Resource',
  'Subresource',
  'Namespace',
  'Name',
  'Code',
  'Received',
] as const;

interface Group {
  readonly Example: string;
  readonly Nodes: number;
  readonly Silent: number;
}

/** Groups of one pool come together: an upgraded pool has nodes of two name stems. */
function poolsOf(groups: readonly Group[]): PoolHeartbeats[] {
  const pools = new Map<string | null, PoolHeartbeats>();
  for (const { Example, Nodes, Silent } of groups) {
    const pool = nodePoolOf(Example);
    const before = pools.get(pool) ?? { pool, nodes: 0, silent: 0 };
    pools.set(pool, { pool, nodes: before.nodes + Nodes, silent: before.silent + Silent });
  }
  return [...pools.values()];
}

/** Rows that are late would make every node look silent: so less is let pass than for other questions. */
const longestSilence = 60_000;

function lateRows({ to, seenTo }: LogWindow): ReadError {
  return new ReadError(
    'notCollected',
    `The audit log ends at ${seenTo}, before the end of the window at ${to}: late rows cannot be told from silent nodes.`,
    'Rows usually take 3 to 10 minutes to arrive; the next sweep looks again.',
  );
}

function noHeartbeats({ from, to }: LogWindow): ReadError {
  return new ReadError(
    'notCollected',
    `No node renewed its lease in the audit log between ${from} and ${to}: there are no nodes, or all were silent.`,
    'Let the auditor read the leases of the cluster, or look at the nodes with kubectl get nodes.',
  );
}
