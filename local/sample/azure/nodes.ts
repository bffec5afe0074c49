/** The virtual machines behind a cluster's nodes, and commands run on them. */
import { nodeResourceGroupOf } from '../azure-side.ts';
import { subscriptions } from '../estate.ts';
import { nodeNames } from '../story.ts';
import type { NodePool, Story } from '../story.ts';

export function scaleSetsOf(story: Story): object {
  return {
    value: story.pools.map((pool) => ({
      id: scaleSetId(story, pool),
      name: scaleSetName(pool),
      type: 'Microsoft.Compute/virtualMachineScaleSets',
      location: story.azure.location,
      tags: { 'aks-managed-poolName': pool.name },
      sku: { name: 'Standard_D4ds_v5', tier: 'Standard', capacity: pool.nodes },
      properties: { provisioningState: 'Succeeded', orchestrationMode: 'Uniform' },
    })),
  };
}

/** Null when the cluster has no such scale set. */
export function instancesOf(story: Story, scaleSet: string): object | null {
  const pool = poolOf(story, scaleSet);
  if (pool === undefined) return null;
  return {
    value: nodeNames(pool).map((name, index) => ({
      id: `${scaleSetId(story, pool)}/virtualMachines/${index}`,
      name: `${scaleSetName(pool)}_${index}`,
      instanceId: String(index),
      location: story.azure.location,
      properties: {
        provisioningState: 'Succeeded',
        osProfile: { computerName: name },
      },
    })),
  };
}

export type CommandEnd =
  | { readonly status: 'Succeeded'; readonly message: string }
  | { readonly status: 'Failed'; readonly code: string; readonly message: string };

/**
 * How a command on a node ends; undefined when there is no such node. A node that stopped renewing its lease because it
 * cannot reach Azure cannot be commanded either; on any other, one with a dead kubelet too, the request of the egress
 * probe is answered.
 */
export function commandOn(story: Story, scaleSet: string, instance: string): CommandEnd | undefined {
  const pool = poolOf(story, scaleSet);
  const index = Number(instance);
  const name = pool === undefined ? undefined : nodeNames(pool)[index];
  if (name === undefined) return undefined;
  if (pool?.silent?.[index] !== undefined && pool.connected?.includes(index) !== true) {
    return {
      status: 'Failed',
      code: 'VMAgentStatusCommunicationError',
      message: `VM '${name}' has not reported status for VM agent or extensions. Verify that the OS is up and healthy, the VM has a running VM agent, and that it can establish outbound connections to Azure storage.`,
    };
  }
  return { status: 'Succeeded', message: `Enable succeeded: \n[stdout]\n${answered}\n\n[stderr]\n` };
}

const answered = 'egress curl=0 with=kubelet http=200 lookup=0.004 tls=0.040';

function poolOf({ pools }: Story, scaleSet: string): NodePool | undefined {
  return pools.find((pool) => scaleSetName(pool).toLowerCase() === scaleSet.toLowerCase());
}

function scaleSetName({ name, hash }: NodePool): string {
  return `aks-${name}-${hash}-vmss`;
}

function scaleSetId(story: Story, pool: NodePool): string {
  const subscription = subscriptions[story.azure.subscription].id;
  return `/subscriptions/${subscription}/resourceGroups/${nodeResourceGroupOf(story)}/providers/Microsoft.Compute/virtualMachineScaleSets/${scaleSetName(pool)}`;
}
