/** Parts of ARM ids. Ids are compared in lower case: services give them in any. */

export interface ClusterIdParts {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** The parts of the id of a managed cluster, lower case; null for an id of anything else. */
export function clusterIdParts(id: string): ClusterIdParts | null {
  const match =
    /^\/subscriptions\/([^/?#\s]+)\/resourcegroups\/([^/?#]+)\/providers\/microsoft\.containerservice\/managedclusters\/([^/?#\s]+)$/u.exec(
      id.toLowerCase(),
    );
  const [, subscriptionId, resourceGroup, name] = match ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return null;
  return { subscriptionId, resourceGroup, name };
}

/** The last part: what people call the resource. */
export function resourceName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** An id as a path: a resource group may have letters of any script. */
export function idPath(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/');
}
