/** The evidence of one AKS cluster: what Azure has told before, what its API server says, and its nodes when asked. */
import { probeNodeEgress } from '../azure/node-egress-probe.ts';
import { gathered } from '../azure/gathered.ts';
import type { AzureFleetSettings } from '../config/fleet.ts';
import { type CollectOutput, collect } from '../evidence/collect.ts';
import type { GatherOptions } from '../evidence/define-gatherer.ts';
import { noLoad } from '../evidence/gather-one.ts';
import type { Collected, EvidenceKind } from '../evidence/index.ts';
import { knownEvidence } from '../evidence/known.ts';
import type { ManagedCluster } from '../evidence/managed-cluster.ts';
import type { NodeEgress } from '../evidence/node-egress.ts';
import { suspectNodes } from '../evidence/suspect-nodes.ts';
import type { ClusterRef, EvidenceStatus, Gathered } from '../model.ts';
import { ReadError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Notes } from '../store/history.ts';
import type { AzureClients } from './azure-clients.ts';
import type { FleetClock } from './clock.ts';
import { connectToCluster } from './connect.ts';
import { closedBy } from './kubernetes-access.ts';
import type { FleetWitness } from './witness.ts';

interface AzureAudit extends Pick<FleetClock, 'now'>, Partial<Pick<FleetClock, 'sleep'>> {
  readonly cluster: ClusterRef;
  readonly kinds: readonly EvidenceKind[];
  readonly known: Collected;
  readonly settings: AzureFleetSettings;
  readonly options: GatherOptions;
  readonly notes: Notes;
  readonly log: Logger;
  readonly witness?: FleetWitness | null;
}

export async function auditOnAzure(azure: AzureClients, audit: AzureAudit): Promise<CollectOutput> {
  const { cluster, kinds, settings, options, notes, now, log, sleep, witness = null } = audit;
  const known = knownEvidence(kinds, audit.known);
  const managed = audit.known.managedCluster;
  const read = await collect({
    cluster,
    kinds,
    async connect(signal) {
      const connecting = { cluster, managed, settings, notes, now, log };
      const reader = await connectToCluster(azure, connecting, signal);
      return witness === null ? reader : witness.reader(cluster, reader);
    },
    closedBy: managed?.ok === true ? closedBy(managed.value) : null,
    options,
    now,
    log,
    ...(sleep === undefined ? {} : { sleep }),
  });
  const seen: CollectOutput = {
    ...read,
    evidence: { ...known.evidence, ...read.evidence },
    status: [...known.status, ...read.status],
  };
  if (!kinds.includes('nodeEgress') || !settings.nodeEgressProbe) return seen;
  const started = now().getTime();
  const nodeEgress = await nodeEgressOf(azure, audit, seen.evidence);
  const milliseconds = now().getTime() - started;
  return {
    ...seen,
    evidence: { ...seen.evidence, nodeEgress },
    status: [...seen.status, statusOf(nodeEgress, milliseconds)],
  };
}

async function nodeEgressOf(
  { arm }: AzureClients,
  { cluster, known, now }: AzureAudit,
  evidence: Collected,
): Promise<Gathered<NodeEgress>> {
  const suspects = suspectNodes(evidence, now());
  if (!suspects.ok) return suspects;
  const { nodes, silent } = suspects.value;
  const place = placeOf(cluster, known.managedCluster);
  return gathered(async () => {
    if (nodes.length === 0) return { suspects: silent, probes: [] };
    if (place === null) throw noNodeGroup;
    const { probes } = await probeNodeEgress(arm, place, nodes);
    return { suspects: silent, probes };
  }, now);
}

const noNodeGroup = new ReadError(
  'notCollected',
  'Azure does not say in which resource group the nodes of the cluster are.',
  'Look at the cluster in the Azure portal; the next sweep asks again.',
);

/** Three nodes, each given up after three minutes. */
const probeSeconds = 560;

function placeOf({ source }: ClusterRef, managed: Collected['managedCluster']) {
  const cluster: ManagedCluster | null = managed?.ok === true ? managed.value : null;
  if (source.kind !== 'azure' || cluster === null || cluster.nodeResourceGroup === null) return null;
  return {
    subscriptionId: source.subscriptionId,
    nodeResourceGroup: cluster.nodeResourceGroup,
    signal: AbortSignal.timeout(probeSeconds * 1000),
  };
}

function statusOf(one: Gathered<NodeEgress>, milliseconds: number): EvidenceStatus {
  const common = { kind: 'nodeEgress', milliseconds, load: noLoad };
  return one.ok ? { ...common, ok: true, at: one.at } : { ...common, ...one };
}
