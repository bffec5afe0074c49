/** The virtual machines behind nodes. */
import * as z from 'zod';
import type { Arm, ArmRequest } from './arm.ts';
import { listAll } from './arm-list.ts';

/** Where the nodes of a cluster are. */
export interface NodePlace {
  readonly subscriptionId: string;
  readonly nodeResourceGroup: string;
  readonly signal: AbortSignal;
}

// https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-set-vms/list
const apiVersion = '2024-11-01';

/** ARM id of the machine of a node; null when there is none. */
export async function machineOf(arm: Arm, place: NodePlace, node: string): Promise<string | null> {
  // A Linux node is named after its scale set and the number of its instance in base 36.
  const [, scaleSet] = /^(aks-[a-z0-9]+-\d+-vmss)[0-9a-z]{6}$/u.exec(node) ?? [];
  const kind =
    scaleSet === undefined ? 'virtualMachines' : `virtualMachineScaleSets/${scaleSet}/virtualMachines`;
  const machines = await listAll(arm, listRequest(place, kind, node), machineSchema);
  return machines.find(({ computer }) => computer === node)?.id ?? null;
}

function listRequest(
  { subscriptionId, nodeResourceGroup, signal }: NodePlace,
  kind: string,
  node: string,
): ArmRequest {
  const group = `/subscriptions/${encodeURIComponent(subscriptionId)}/resourceGroups/${encodeURIComponent(nodeResourceGroup)}`;
  return {
    path: `${group}/providers/Microsoft.Compute/${kind}?api-version=${apiVersion}`,
    what: `the virtual machine of the node ${node}`,
    role: 'Reader',
    signal,
  };
}

const machineSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    properties: z.object({ osProfile: z.object({ computerName: z.string().nullish() }).nullish() }).nullish(),
  })
  .transform(({ id, name, properties }) => ({
    id,
    computer: (properties?.osProfile?.computerName ?? name).toLowerCase(),
  }));
