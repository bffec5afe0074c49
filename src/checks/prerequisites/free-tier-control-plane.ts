import type { AgentPool, ManagedCluster } from '../../evidence/managed-cluster.ts';
import type { FindingDraft, Severity, Threshold } from '../../model.ts';
import { nameInId } from '../../remediation/azure-cli.ts';
import { links } from '../../remediation/links.ts';
import { paidTier } from '../../remediation/tier.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatCount, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';

const thresholds = {
  /** AKS advises the Free tier below this only. */
  high: { value: 10, unit: 'nodes', source: links.aksTiers },
  /** Ours: ten times what the tier is advised for. */
  critical: { value: 100, unit: 'nodes', source: links.aksTiers },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const freeTierControlPlane = defineCheck({
  id: 'free-tier-control-plane',
  title: 'Control plane on the Free tier',
  passTitle: 'The control plane is on a tier with an SLA',
  category: 'prerequisites',
  severity: 'critical',
  guide: 'P',
  rationale:
    'On the Free tier the API server and etcd have few resources, no high availability and no SLA, which often is the root cause of their troubles.',
  remedy: 'Move the cluster to the Standard tier.',
  learnMore: links.aksTiers,
  requires: ['managedCluster'],
  uses: [],
  thresholds,
  resolvesAt: { high: 9, critical: 90 },
  ladders: [['high', 'critical']],
  evaluate({ managedCluster }, { thresholds: bounds }) {
    const tier = tierOf(managedCluster);
    if (tier === null) {
      return unknown(
        'notCollected',
        'Azure does not say which tier the cluster is on.',
        'Look at the pricing tier on the overview page of the cluster in the Azure portal.',
      );
    }
    if (tier !== 'Free') return verdictOf(1, []);
    return verdictOf(1, [findingOn(managedCluster, bounds)], unseenIn(managedCluster.agentPools));
  },
});

/** Automatic clusters are Standard ones that are set up by AKS. */
function tierOf({ tier, sku }: ManagedCluster): ManagedCluster['tier'] {
  return tier ?? (sku === 'Automatic' ? 'Standard' : null);
}

/** More nodes than could be counted would make it worse. */
function unseenIn(pools: readonly AgentPool[]): Unseen | null {
  const uncounted = pools.filter(({ nodes }) => nodes === null).map(({ name }) => cleanText(name, 40));
  if (uncounted.length === 0) return null;
  return {
    reason: 'notCollected',
    detail: `Azure does not say how many nodes there are in the pool ${listInWords(uncounted.toSorted())}.`,
    remedy: 'Count them with kubectl get nodes; pools of single virtual machines have no count.',
  };
}

function findingOn({ resourceId, agentPools }: ManagedCluster, bounds: Bounds): FindingDraft {
  let nodes = 0;
  for (const pool of agentPools) nodes += pool.nodes ?? 0;
  const crossed = nodes >= bounds.critical ? 'critical' : 'high';
  const whole = agentPools.every((pool) => pool.nodes !== null);
  const name = cleanText(nameInId(resourceId), 80);
  const observed = `on the Free tier with ${whole ? '' : 'at least '}${countOf(nodes, 'node')}`;
  return {
    severity: severityOf(nodes, bounds),
    confidence: 'measured',
    resource: { kind: 'ManagedCluster', name },
    summary: `The cluster ${name} is ${observed}, without an SLA and with few resources for its control plane; expected is the Standard tier, and without it fewer than ${formatCount(bounds.high)} nodes.`,
    observed: { text: observed, value: nodes, unit: 'nodes' },
    threshold: { ...thresholds[crossed], value: bounds[crossed] },
    excerpts: agentPools
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))
      .map((pool) => ({
        label: `Pool ${cleanText(pool.name, 40)}`,
        value: pool.nodes === null ? 'not counted' : countOf(pool.nodes, 'node'),
      })),
    remediation: paidTier(resourceId),
  };
}

function severityOf(nodes: number, bounds: Bounds): Severity {
  if (nodes >= bounds.critical) return 'critical';
  return nodes >= bounds.high ? 'high' : 'low';
}
