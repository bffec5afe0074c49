/** A fleet of kubeconfig contexts: Kubernetes evidence alone. */
import type { KubeconfigFleetSettings } from '../config/fleet.ts';
import { collect } from '../evidence/collect.ts';
import type { GatherOptions } from '../evidence/define-gatherer.ts';
import { gatherers } from '../evidence/index.ts';
import { discoverKubeconfigFleet } from '../kubernetes/fleet.ts';
import type { KubernetesReader } from '../kubernetes/reader.ts';
import type { ClusterRef } from '../model.ts';
import type { Logger } from '../shared/logger.ts';
import { clusterKeyOf } from '../store/keys.ts';
import type { FleetPort } from '../sweep/context.ts';
import type { FleetWitness } from './witness.ts';

/** `discover` throws `UsageError` for a kubeconfig that cannot be used. */
export function kubeconfigFleet(
  { kubeconfig, contexts }: KubeconfigFleetSettings,
  options: GatherOptions,
  witness: FleetWitness | null = null,
): (log: Logger) => FleetPort {
  return (log) => ({
    async discover() {
      const clusters = await discoverKubeconfigFleet(kubeconfig, contexts, clusterKeyOf);
      return {
        clusters: clusters.map((cluster) => ({ cluster, skip: null, evidence: {} })),
        leftOut: new Map(),
        unseen: [],
      };
    },
    gatherFleet: async () => new Map(),
    survey: async () => new Map(),
    collect: (cluster, kinds) =>
      collect({
        cluster,
        kinds,
        async connect(signal) {
          const reader = await connectTo(contextOf(cluster), kubeconfig, signal);
          return witness === null ? reader : witness.reader(cluster, reader);
        },
        options,
        now: () => new Date(),
        log,
      }),
    outOfScope: (_cluster, kind) => (withoutAzure.has(kind) ? null : onlyKubernetes),
  });
}

const withoutAzure = new Set<string>(['apiAccess', 'history', ...gatherers.map(({ id }) => id)]);
const onlyKubernetes = 'The cluster is known from a kubeconfig, so Azure is not asked about it.';

/** Imported at the first audit: an instance that only answers HTTP does without the HTTP client and its 28 MB. */
async function connectTo(
  context: string,
  kubeconfig: string,
  signal: AbortSignal,
): Promise<KubernetesReader> {
  const { connect } = await import('../kubernetes/connection.ts');
  return connect(context, { kubeconfig }, { signal });
}

function contextOf({ source }: ClusterRef): string {
  if (source.kind === 'kubeconfig') return source.context;
  throw new TypeError('A cluster found through Azure has no context.');
}
