/** Whether the API server of an AKS cluster is to be read, and what stands in the way by design. */
import type { AzureFleetSettings } from '../config/fleet.ts';
import type { ManagedCluster } from '../evidence/managed-cluster.ts';
import { ReadError } from '../shared/errors.ts';

/** The tag by which an owner decides for one cluster; Azure does not heed the case of its name. */
const accessTag = 'kubernetesAccess';

/** Why the API server is not read, by setting or tag; null when it is. */
export function refusedAccess(
  { tags }: ManagedCluster,
  { kubernetesAccess }: Pick<AzureFleetSettings, 'kubernetesAccess'>,
): ReadError | null {
  const tag = Object.entries(tags).find(([name]) => name.toLowerCase() === accessTag.toLowerCase())?.[1];
  const said = tag?.trim().toLowerCase();
  const byTag = said === 'none' || said === 'expected';
  const access = byTag ? said : kubernetesAccess;
  if (access === 'expected') return null;
  return new ReadError(
    'notPermitted',
    byTag
      ? `The API server is not read: the tag ${accessTag} of the cluster is "none".`
      : 'The API servers of the fleet are not read: KUBERNETES_ACCESS is "none".',
    byTag
      ? `Set the tag ${accessTag} of the cluster to "expected", or remove it, to have its API server read.`
      : `Set KUBERNETES_ACCESS to "expected", or the tag ${accessTag} of this cluster, to have its API server read.`,
  );
}

/** What keeps strangers out of the API server; null when it is open to all networks. */
export function closedBy({ network }: ManagedCluster): string | null {
  if (network.privateCluster) return 'a private cluster';
  if (!network.publicNetworkAccess) return 'a cluster without public network access';
  return network.authorizedIpRanges > 0 ? 'a cluster with authorized IP ranges' : null;
}
