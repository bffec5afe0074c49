import type { EgressProbe, NodeEgress } from '../../evidence/node-egress.ts';
import type { FindingDraft } from '../../model.ts';
import { links } from '../../remediation/links.ts';
import type { BlockedLayer } from '../../remediation/node-egress.ts';
import { egressRepair } from '../../remediation/node-egress.ts';
import { compareText } from '../../shared/compare-text.ts';
import { countOf, listInWords } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';

/** One node of each suspect pool is asked, but no more than three in an audit: each takes a minute or so. */
const mostProbes = 3;

export const blockedNodeEgress = defineCheck({
  id: 'blocked-node-egress',
  title: 'Nodes that do not reach the API server',
  passTitle: 'Silent nodes reach the API server over the network',
  category: 'network',
  severity: 'critical',
  guide: 'C1',
  rationale:
    'A node that cannot get to the API server is lost with all its pods, and what blocks one node of a pool mostly blocks them all.',
  remedy: 'Open the way from the subnet of the nodes to the API server at the layer where it ends.',
  learnMore: links.aksEgress,
  requires: ['nodeEgress'],
  uses: [],
  thresholds: {},
  evaluate({ nodeEgress }) {
    const { suspects, probes } = nodeEgress;
    if (suspects === 0) return notApplicable('No node is silent, so none was asked.');
    const pools = Map.groupBy(probes.filter(isBlocked), ({ pool }) => pool);
    const findings = [...pools].flatMap(([pool, blocked]) => findingsOn(pool, blocked));
    return verdictOf(probes.length, findings, unseenIn(nodeEgress));
  },
});

type Blocked = Extract<EgressProbe, { outcome: 'blocked' }>;
type Unclear = Extract<EgressProbe, { outcome: 'unclear' }>;

function isBlocked(probe: EgressProbe): probe is Blocked {
  return probe.outcome === 'blocked';
}

function isUnclear(probe: EgressProbe): probe is Unclear {
  return probe.outcome === 'unclear';
}

function unseenIn({ suspects, probes }: NodeEgress): Unseen | null {
  const unclear = probes.filter(isUnclear).toSorted(byNode);
  const [first] = unclear;
  if (first !== undefined) {
    const names = listInWords(unclear.map(({ node }) => node));
    return {
      reason: first.reason,
      detail: `${countOf(unclear.length, 'silent node')} gave no clear answer (${names}). ${first.detail}`,
      remedy: first.remedy,
    };
  }
  if (probes.length === 0) {
    return {
      reason: 'notCollected',
      detail: `${countOf(suspects, 'node')} ${suspects === 1 ? 'is' : 'are'} silent, and none could be asked.`,
      remedy: `Test it from a silent node with kubectl-aks (${links.kubectlAksCheck}).`,
    };
  }
  if (probes.length >= mostProbes && suspects > probes.length) {
    return {
      reason: 'overBudget',
      detail: `Of ${countOf(suspects, 'silent node')} an audit asks ${probes.length} at most, so there may be pools of which none was asked.`,
      remedy: `Test it from a node of the other silent pools with kubectl-aks (${links.kubectlAksCheck}).`,
    };
  }
  return null;
}

/** One finding a pool, because the node that is asked is another one from sweep to sweep. */
function findingsOn(pool: string | null, blocked: readonly Blocked[]): readonly FindingDraft[] {
  const asked = blocked.toSorted((left, right) => rank(left) - rank(right) || byNode(left, right));
  const [worst] = asked;
  if (worst === undefined) return [];
  const observed = reached[worst.layer];
  const where = pool === null ? 'outside of any AKS pool' : `of the pool ${pool}`;
  return [
    {
      severity: 'critical',
      // A dead agent may also be a dead machine.
      confidence: worst.layer === 'agent' ? 'inferred' : 'measured',
      resource: { kind: 'NodePool', name: pool ?? '(none)' },
      summary: `The node ${worst.node} ${where} does not reach the API server: ${observed}; expected is an answer.`,
      observed: { text: observed },
      culprit: pool === null ? { kind: 'object', name: worst.node } : { kind: 'nodePool', name: pool },
      excerpts: asked.map(({ node, layer, detail }) => ({ label: node, value: `${layer}: ${detail}` })),
      remediation: egressRepair(worst.node, [...new Set(asked.map(({ layer }) => layer))]),
    },
  ];
}

const reached: Readonly<Record<BlockedLayer, string>> = {
  DNS: 'it cannot resolve its name (DNS)',
  TCP: 'no connection is opened (TCP)',
  TLS: 'the connection opens, but nothing secure comes about on it (TLS)',
  authentication: 'the network is fine, but the node is not let in (authentication)',
  agent: 'it could not even be asked, because its VM agent does not reach Azure (agent)',
};

/** What was measured first; then in the order in which a request goes. */
const layers: readonly BlockedLayer[] = ['DNS', 'TCP', 'TLS', 'authentication', 'agent'];

function rank({ layer }: Blocked): number {
  return layers.indexOf(layer);
}

function byNode(left: EgressProbe, right: EgressProbe): number {
  return compareText(left.node, right.node);
}
