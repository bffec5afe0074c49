/** The API groups a Kubernetes server serves by default, by minor version. */
import type { Story } from './story.ts';

export interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

interface ServedVersion extends GroupVersion {
  /** First and last minor that serves it; open-ended without. */
  readonly from?: number;
  readonly until?: number;
}

// In the order of a real server's /apis; the newest version of a group first.
// https://kubernetes.io/docs/reference/using-api/deprecation-guide/
const builtIn: readonly ServedVersion[] = [
  { group: 'apiregistration.k8s.io', version: 'v1' },
  { group: 'apps', version: 'v1' },
  { group: 'events.k8s.io', version: 'v1' },
  { group: 'authentication.k8s.io', version: 'v1' },
  { group: 'authorization.k8s.io', version: 'v1' },
  { group: 'autoscaling', version: 'v2' },
  { group: 'autoscaling', version: 'v1' },
  { group: 'autoscaling', version: 'v2beta2', until: 25 },
  { group: 'batch', version: 'v1' },
  { group: 'certificates.k8s.io', version: 'v1' },
  { group: 'networking.k8s.io', version: 'v1' },
  { group: 'policy', version: 'v1' },
  { group: 'rbac.authorization.k8s.io', version: 'v1' },
  { group: 'storage.k8s.io', version: 'v1' },
  { group: 'storage.k8s.io', version: 'v1beta1', until: 26 },
  { group: 'admissionregistration.k8s.io', version: 'v1' },
  { group: 'apiextensions.k8s.io', version: 'v1' },
  { group: 'scheduling.k8s.io', version: 'v1' },
  { group: 'coordination.k8s.io', version: 'v1' },
  { group: 'node.k8s.io', version: 'v1' },
  { group: 'discovery.k8s.io', version: 'v1' },
  { group: 'resource.k8s.io', version: 'v1', from: 34 },
  { group: 'flowcontrol.apiserver.k8s.io', version: 'v1', from: 29 },
  { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta3', from: 26, until: 31 },
  { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta2', from: 23, until: 28 },
  { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta1', until: 25 },
];

/** The server's own versions, without those of extensions. */
export function builtInVersions(minor: number): readonly GroupVersion[] {
  return builtIn
    .filter(({ from = 0, until = Infinity }) => from <= minor && minor <= until)
    .map(({ group, version }) => ({ group, version }));
}

/** Everything under `/apis`: built in, metrics-server as AKS runs it, and the groups of custom resources. */
export function servedVersions(story: Story): readonly GroupVersion[] {
  return [
    ...builtInVersions(story.version.minor),
    metricsServer,
    ...story.aggregatedApis.map(({ group, version }) => ({ group, version })),
    ...story.customGroups,
  ];
}

export const metricsServer: GroupVersion = { group: 'metrics.k8s.io', version: 'v1beta1' };

/** The answer to `GET /apis`. */
export function apiGroupList(story: Story): object {
  const groups = Map.groupBy(servedVersions(story), ({ group }) => group);
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [...groups].map(([name, served]) => {
      const versions = served.map(({ version }) => ({ groupVersion: `${name}/${version}`, version }));
      return { name, versions, preferredVersion: versions[0] };
    }),
  };
}
