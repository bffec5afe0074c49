/** The fleet and its evidence from the outside world: what the function app and the command line have in common. */
import { checks } from './checks/index.ts';
import type { FleetSettings } from './config.ts';
import { collect } from './evidence/collect.ts';
import type { GatherOptions } from './evidence/define-gatherer.ts';
import { discoverKubeconfigFleet } from './kubernetes/fleet.ts';
import type { KubernetesReader } from './kubernetes/reader.ts';
import type { ClusterRef } from './model.ts';
import type { Logger } from './shared/logger.ts';
import { clusterKeyOf } from './store/keys.ts';
import type { SweepContext } from './sweep/context.ts';

/** What a sweep asks of the outside world. `discover` throws `UsageError` for a kubeconfig that cannot be used. */
export function fleetAccess(
  { kubeconfig, contexts }: FleetSettings,
  options: GatherOptions,
  log: Logger,
): Pick<SweepContext, 'checks' | 'discover' | 'collect'> {
  return {
    checks,
    discover: () => discoverKubeconfigFleet(kubeconfig, contexts, clusterKeyOf),
    collect: (cluster, kinds) =>
      collect({
        cluster,
        kinds,
        connect: (signal) => connectTo(contextOf(cluster), kubeconfig, signal),
        options,
        now: () => new Date(),
        log,
      }),
  };
}

/** Imported at the first audit: an instance that only answers HTTP does without the HTTP client and its 28 MB. */
async function connectTo(
  context: string,
  kubeconfig: string,
  signal: AbortSignal,
): Promise<KubernetesReader> {
  const { connect } = await import('./kubernetes/connection.ts');
  return connect(context, { kubeconfig }, { signal });
}

function contextOf({ source }: ClusterRef): string {
  if (source.kind === 'kubeconfig') return source.context;
  throw new TypeError('A cluster found through Azure has no context.');
}
