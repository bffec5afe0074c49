/** Where something is in a fleet, as SARIF says it: by logical locations, and by a path that stands for the resource. */
import type { EarlierFinding, ReportCluster } from '../audit-report.ts';
import { plainLine } from '../plain-line.ts';

type Resource = NonNullable<EarlierFinding['resource']>;
type Cluster = Pick<ReportCluster, 'key' | 'name'>;

export function clusterLocation(cluster: Cluster): object {
  return { logicalLocations: [clusterOf(cluster)] };
}

/** Older audits do not tell the resource of what they found: then it is the cluster's. */
export function resourceLocation(cluster: Cluster, resource: Resource | undefined): object {
  const { kind, namespace, name, part } = resource ?? { kind: 'Cluster', name: cluster.name };
  const path = [kind, namespace, name, part].filter((step) => step !== undefined);
  return {
    // GitHub shows nothing that has no file and region. The path is made of the key: names of clusters may be alike.
    physicalLocation: {
      artifactLocation: { uri: ['clusters', cluster.key, ...path].map(segment).join('/') },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    },
    logicalLocations: [
      {
        name: shown(part ?? name),
        fullyQualifiedName: [cluster.name, ...path].map(shown).join('/'),
        kind: 'resource',
        properties: {
          cluster: shown(cluster.name),
          kind: shown(kind),
          ...(namespace === undefined ? {} : { namespace: shown(namespace) }),
          name: shown(name),
        },
      },
      clusterOf(cluster),
    ],
  };
}

function clusterOf({ key, name }: Cluster): object {
  return { name: shown(name), fullyQualifiedName: key, kind: 'cluster' };
}

function shown(name: string): string {
  const text = plainLine(name);
  return text === '' ? '(no name)' : text;
}

/** One step of a relative URI; never empty, and no way up. */
function segment(name: string): string {
  const encoded = encodeURIComponent(plainLine(name));
  return /^\.*$/u.test(encoded) ? `_${encoded}` : encoded;
}
