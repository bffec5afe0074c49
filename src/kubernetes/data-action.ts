/**
 * What Azure RBAC calls a read of the Kubernetes API, for clusters with Azure RBAC for Kubernetes. A data action has the group,
 * which the core group does without, and the resource, and `read` for get, list and watch:
 * https://learn.microsoft.com/azure/role-based-access-control/permissions/containers#microsoftcontainerservice
 *
 * That reference lists every action that the auditor needs; a test compares. How the authorizer of a cluster maps a request to
 * an action is not written down anywhere and was not tried on a real cluster, least of all for `/version`, which Kubernetes itself
 * shows to everybody. Custom resources have another action (`customresources/read`, a preview), and nothing here reads any.
 * A wildcard over all of these would do too, and would show secrets.
 */
import { resourceAt, withoutQuery } from './api-path.ts';

export function resourceDataAction(apiGroup: string, resource: string): string {
  return dataAction([...(apiGroup === '' ? [] : [apiGroup]), resource]);
}

/** `/readyz` */
export function urlDataAction(url: string): string {
  return dataAction(withoutQuery(url).split('/').slice(1));
}

/** What the data action for a refused read is, as a remedy. */
export function missingDataActionFor(path: string): string {
  const resource = resourceAt(path);
  const action =
    resource === null ? urlDataAction(path) : resourceDataAction(resource.apiGroup, resource.name);
  return `Assign the identity of the auditor a role with the data action "${action}" on the cluster (docs/permissions.md has the role).`;
}

function dataAction(words: readonly string[]): string {
  return `Microsoft.ContainerService/managedClusters/${words.join('/')}/read`;
}
