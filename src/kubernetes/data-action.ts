/**
 * What Azure RBAC calls a read of the Kubernetes API, for clusters with Azure RBAC for Kubernetes. A data action has the group,
 * which the core group does without, and the resource, and `read` for get, list and watch:
 * https://learn.microsoft.com/azure/role-based-access-control/permissions/containers#microsoftcontainerservice
 *
 * That reference lists every action that the auditor needs; a test compares. How the authorizer of a cluster maps a request to
 * an action is not written down anywhere and was not tried on a real cluster, least of all for `/version`, which Kubernetes itself
 * shows to everybody. Custom resources have one action for all of them (`customresources/read`, a preview).
 * A wildcard over all of these would do too, and would show secrets.
 */
import { resourceAt, withoutQuery } from './api-path.ts';

export function resourceDataAction(apiGroup: string, resource: string): string {
  if (isCustomGroup(apiGroup)) return dataAction(['customresources']);
  return dataAction([...(apiGroup === '' ? [] : [apiGroup]), resource]);
}

/** Groups of Kubernetes itself have no dot or end in `.k8s.io`, as do those of some of its own projects that are custom all the same. */
export function isCustomGroup(apiGroup: string): boolean {
  return apiGroup.includes('.') && !apiGroup.endsWith('.k8s.io');
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
  const where =
    resource !== null && isCustomGroup(resource.apiGroup)
      ? 'it shows the custom resources of every kind, so that the role of docs/permissions.md goes without'
      : 'docs/permissions.md has the role';
  return `Assign the identity of the auditor a role with the data action "${action}" on the cluster (${where}).`;
}

function dataAction(words: readonly string[]): string {
  return `Microsoft.ContainerService/managedClusters/${words.join('/')}/read`;
}
