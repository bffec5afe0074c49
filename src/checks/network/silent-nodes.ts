import type { NodeHeartbeat, NodeHeartbeats } from '../../evidence/node-heartbeats.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import { nodeRecovery } from '../../remediation/network.ts';
import { countOf, formatCount, formatDuration, listInWords } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';

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
  requires: ['nodeHeartbeats'],
  uses: [],
  thresholds,
  evaluate({ nodeHeartbeats }, { now, thresholds: { silence } }) {
    const { nodes, truncated } = nodeHeartbeats;
    if (nodes.length === 0 && !truncated) return notApplicable('The cluster has no nodes.');
    const pools = Map.groupBy(nodes, ({ pool }) => pool);
    const findings = [...pools].flatMap(([pool, members]) =>
      findingsOn({ pool, members, onlyPool: pools.size === 1, truncated }, now, silence),
    );
    return verdictOf(nodes.length, findings, unseenIn(nodeHeartbeats));
  },
});

function unseenIn({ nodes, total, truncated }: NodeHeartbeats): Unseen | null {
  if (!truncated) return null;
  const all = total === null ? 'and there are more' : `of ${formatCount(total)}`;
  return {
    reason: 'truncated',
    detail: `Only the first ${countOf(nodes.length, 'node lease')} were read, ${all}.`,
    remedy:
      'The rest is beyond the page budget of an audit; the heartbeats of all nodes are in the audit log.',
  };
}

interface Pool {
  readonly pool: string | null;
  readonly members: readonly NodeHeartbeat[];
  readonly onlyPool: boolean;
  readonly truncated: boolean;
}

function findingsOn(
  { pool, members, onlyPool, truncated }: Pool,
  now: Date,
  silence: number,
): readonly FindingDraft[] {
  const silent = members
    .filter((node) => silenceOf(node, now) > silence)
    .toSorted(
      (left, right) => silenceOf(right, now) - silenceOf(left, now) || compareText(left.node, right.node),
    );
  const [longest] = silent;
  if (longest === undefined) return [];
  // Nodes without a pool have only their names in common, unless they are all there is.
  const wholePool = silent.length === members.length && (pool !== null || onlyPool);
  const group = pool === null ? 'outside of any AKS pool' : `of the pool ${pool}`;
  const renewals = silent.map(({ renewedAt }) => renewedAt).filter((at) => at !== null);
  const since = renewals.toSorted((left, right) => Date.parse(left) - Date.parse(right))[0];
  const seconds = since === undefined ? null : (now.getTime() - Date.parse(since)) / 1_000;
  const observed = `${formatCount(silent.length)} of ${countOf(members.length, 'node')} ${group} ${silent.length === 1 ? 'is' : 'are'} silent, ${longestInWords(seconds, silent.length - renewals.length)}`;
  return [
    {
      severity: wholePool ? 'critical' : 'high',
      confidence: truncated ? 'sampled' : 'measured',
      resource: { kind: 'NodePool', name: pool ?? '(none)' },
      summary: `${observed}; expected is a lease renewed within ${formatDuration(silence)}.`,
      observed: {
        text: observed,
        ...(seconds === null ? {} : { value: Math.floor(seconds), unit: 'seconds' }),
      },
      threshold: { ...thresholds.silence, value: silence },
      ...(pool === null ? {} : { culprit: { kind: 'nodePool', name: pool } }),
      ...(since === undefined ? {} : { since }),
      excerpts: [
        {
          label: 'Silent nodes',
          value: listInWords(
            silent.map(({ node }) => node),
            10,
          ),
        },
        { label: 'Longest silent', value: `${longest.node}: ${longest.renewedAt ?? 'never renewed'}` },
      ],
      remediation: nodeRecovery({ pool, node: longest.node, wholePool }),
    },
  ];
}

/** Seconds since the last renewal. A lease that was never renewed is as silent as can be. */
function silenceOf({ renewedAt }: NodeHeartbeat, now: Date): number {
  return renewedAt === null ? Number.POSITIVE_INFINITY : (now.getTime() - Date.parse(renewedAt)) / 1_000;
}

function longestInWords(seconds: number | null, never: number): string {
  const parts = [
    ...(seconds === null ? [] : [`the longest for ${formatDuration(seconds)}`]),
    ...(never === 0 ? [] : [`${formatCount(never)} never renewed ${never === 1 ? 'its' : 'their'} lease`]),
  ];
  return parts.join(', ');
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
