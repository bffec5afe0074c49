/** How many objects of each kind a cluster of some size has, whatever its story. */

interface Count {
  readonly fixed: number;
  readonly perNode: number;
}

// Proportions of an ordinary AKS cluster: about 25 pods a node, a handful of add-ons, the built-in roles.
const typical: Readonly<Record<string, Count>> = {
  pods: { fixed: 14, perNode: 24 },
  nodes: { fixed: 0, perNode: 1 },
  namespaces: { fixed: 11, perNode: 1 },
  configmaps: { fixed: 60, perNode: 14 },
  secrets: { fixed: 48, perNode: 12 },
  serviceaccounts: { fixed: 74, perNode: 5 },
  services: { fixed: 14, perNode: 5 },
  endpoints: { fixed: 14, perNode: 5 },
  events: { fixed: 90, perNode: 60 },
  persistentvolumes: { fixed: 2, perNode: 2 },
  persistentvolumeclaims: { fixed: 2, perNode: 2 },
  resourcequotas: { fixed: 1, perNode: 0.4 },
  limitranges: { fixed: 1, perNode: 0.4 },
  podtemplates: { fixed: 0, perNode: 0 },
  replicationcontrollers: { fixed: 0, perNode: 0 },
  'deployments.apps': { fixed: 12, perNode: 5 },
  'replicasets.apps': { fixed: 40, perNode: 26 },
  'daemonsets.apps': { fixed: 9, perNode: 0 },
  'statefulsets.apps': { fixed: 1, perNode: 0.8 },
  'controllerrevisions.apps': { fixed: 22, perNode: 2 },
  'jobs.batch': { fixed: 4, perNode: 3 },
  'cronjobs.batch': { fixed: 1, perNode: 1 },
  'endpointslices.discovery.k8s.io': { fixed: 15, perNode: 5 },
  'leases.coordination.k8s.io': { fixed: 16, perNode: 1 },
  'horizontalpodautoscalers.autoscaling': { fixed: 1, perNode: 2 },
  'poddisruptionbudgets.policy': { fixed: 4, perNode: 1 },
  'ingresses.networking.k8s.io': { fixed: 1, perNode: 2 },
  'ingressclasses.networking.k8s.io': { fixed: 1, perNode: 0 },
  'networkpolicies.networking.k8s.io': { fixed: 2, perNode: 2 },
  'clusterroles.rbac.authorization.k8s.io': { fixed: 118, perNode: 0 },
  'clusterrolebindings.rbac.authorization.k8s.io': { fixed: 96, perNode: 0 },
  'roles.rbac.authorization.k8s.io': { fixed: 21, perNode: 1 },
  'rolebindings.rbac.authorization.k8s.io': { fixed: 26, perNode: 2 },
  'customresourcedefinitions.apiextensions.k8s.io': { fixed: 18, perNode: 0 },
  'certificatesigningrequests.certificates.k8s.io': { fixed: 0, perNode: 0.5 },
  'storageclasses.storage.k8s.io': { fixed: 7, perNode: 0 },
  'csidrivers.storage.k8s.io': { fixed: 2, perNode: 0 },
  'csinodes.storage.k8s.io': { fixed: 0, perNode: 1 },
  'volumeattachments.storage.k8s.io': { fixed: 0, perNode: 2 },
  'priorityclasses.scheduling.k8s.io': { fixed: 2, perNode: 0 },
  'runtimeclasses.node.k8s.io': { fixed: 0, perNode: 0 },
};

export function typicalCounts(nodes: number): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(typical).map(([kind, { fixed, perNode }]) => [kind, Math.round(fixed + perNode * nodes)]),
  );
}
