import type { NodeHeartbeat, NodeHeartbeats } from '../../evidence/node-heartbeats.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { countOf, formatCount } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';
import { bothMissing } from '../support/both-missing.ts';
import { loggedSilence } from '../support/logged-silence.ts';
import { silentPoolFinding } from '../support/silent-pool.ts';

const thresholds = {
  /** Kubelets renew every 10 seconds; after 300 seconds of silence pods are moved away. */
  silence: { value: 300, unit: 'seconds', source: links.nodeEviction },
} as const satisfies Record<string, Threshold>;

export const silentNodes = defineCheck({
  id: 'silent-nodes',
  title: 'Nodes that went silent',
  passTitle: 'All nodes report to the API server',
  category: 'network',
  severity: 'critical',
  guide: 'C1',
  rationale:
    'A node that does not renew its lease cannot reach the API server: its pods are moved away, and a whole pool silent mostly means a network rule.',
  remedy: 'Test the way from a silent node to the API server, and open what blocks it.',
  learnMore: links.nodeHeartbeats,
  requires: [],
  uses: ['nodeHeartbeats', 'loggedHeartbeats', 'managedCluster'],
  thresholds,
  evaluate({ nodeHeartbeats, loggedHeartbeats, managedCluster }, { now, thresholds: { silence } }) {
    const bound = { ...thresholds.silence, value: silence };
    if (nodeHeartbeats.ok) {
      const { nodes, truncated } = nodeHeartbeats.value;
      if (nodes.length === 0 && !truncated) return notApplicable('The cluster has no nodes.');
      const seen = findingsIn(nodeHeartbeats.value, now, bound);
      if (!truncated) return verdictOf(nodes.length, seen);
      const gap = unread(nodeHeartbeats.value);
      if (!loggedHeartbeats.ok) return verdictOf(nodes.length, seen, gap);
      // The log has all nodes; where it has no gaps itself, it stands in for the leases that were not read.
      const log = loggedSilence(loggedHeartbeats.value, managedCluster, bound);
      const pools = new Set(seen.map(({ resource }) => resource.name));
      const others = log.findings.filter(({ resource }) => !pools.has(resource.name));
      return verdictOf(
        Math.max(nodes.length, loggedHeartbeats.value.nodes),
        [...seen, ...others],
        log.unseen === null ? null : gap,
      );
    }
    if (!loggedHeartbeats.ok) return verdictOf(0, [], bothMissing(nodeHeartbeats, loggedHeartbeats));
    const { findings, unseen } = loggedSilence(loggedHeartbeats.value, managedCluster, bound);
    return verdictOf(loggedHeartbeats.value.nodes, findings, unseen);
  },
});

function unread({ nodes, total }: NodeHeartbeats): Unseen {
  const all = total === null ? 'and there are more' : `of ${formatCount(total)}`;
  return {
    reason: 'truncated',
    detail: `Only the first ${countOf(nodes.length, 'node lease')} were read, ${all}.`,
    remedy:
      'The rest is beyond the page budget of an audit; the heartbeats of all nodes are in the audit log.',
  };
}

function findingsIn(
  { nodes, truncated }: NodeHeartbeats,
  now: Date,
  silence: Threshold,
): readonly FindingDraft[] {
  const pools = Map.groupBy(nodes, ({ pool }) => pool);
  return [...pools].flatMap(([pool, members]) => {
    const [first, ...rest] = members.filter((node) => silenceOf(node, now) > silence.value);
    if (first === undefined) return [];
    const silentCount = 1 + rest.length;
    return silentPoolFinding(
      {
        pool,
        silent: [first, ...rest],
        silentCount,
        nodeCount: members.length,
        // Nodes without a pool have only their names in common, unless they are all there is.
        wholePool: silentCount === members.length && (pool !== null || pools.size === 1),
        confidence: truncated ? 'sampled' : 'measured',
        at: now,
        seenIn: '',
      },
      silence,
    );
  });
}

/** Seconds since the last renewal. A lease that was never renewed is as silent as can be. */
function silenceOf({ renewedAt }: NodeHeartbeat, now: Date): number {
  return renewedAt === null ? Number.POSITIVE_INFINITY : (now.getTime() - Date.parse(renewedAt)) / 1_000;
}
