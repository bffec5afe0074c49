/** Members of an Azure Kubernetes Fleet Manager. */
import * as z from 'zod';
import type { Arm } from './arm.ts';
import { clusterIdParts, idPath, resourceName } from './arm-id.ts';
import { listAll } from './arm-list.ts';

export interface FleetMembers {
  /** ARM ids of managed clusters, lower case. */
  readonly clusters: readonly string[];
  /** ARM ids of members of another kind, lower case: clusters of Azure Arc have no AKS control plane to audit. */
  readonly unsupported: readonly string[];
}

/** The members of a fleet by its ARM id. */
export async function fleetMembers(arm: Arm, fleetId: string, signal: AbortSignal): Promise<FleetMembers> {
  const members = await listAll(
    arm,
    {
      // https://learn.microsoft.com/rest/api/fleet/fleet-members/list-by-fleet
      path: `${idPath(fleetId)}/members?api-version=2025-03-01`,
      what: `the members of the fleet ${resourceName(fleetId)}`,
      role: 'Reader',
      signal,
    },
    memberSchema,
  );
  return {
    clusters: members.filter((id) => clusterIdParts(id) !== null),
    unsupported: members.filter((id) => clusterIdParts(id) === null),
  };
}

const memberSchema = z
  .object({ properties: z.object({ clusterResourceId: z.string().toLowerCase() }) })
  .transform(({ properties }) => properties.clusterResourceId);
