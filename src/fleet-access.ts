/** The fleet and its evidence from the outside world: what the function app and the command line have in common. */
import { checks } from './checks/index.ts';
import type { FleetSettings } from './config.ts';
import { collect } from './evidence/collect.ts';
import type { GatherOptions } from './evidence/define-gatherer.ts';
import { connect } from './kubernetes/connection.ts';
import { readContexts } from './kubernetes/kubeconfig.ts';
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
    discover: async () => (await readContexts(kubeconfig, contexts)).map(({ name }) => clusterOf(name)),
    collect: (cluster, kinds) =>
      collect({
        cluster,
        kinds,
        connect: (signal) => connect(cluster, { kubeconfig }, { signal }),
        options,
        now: () => new Date(),
        log,
      }),
  };
}

function clusterOf(context: string): ClusterRef {
  const id = `kubeconfig:${context}`;
  return { key: clusterKeyOf(id), id, name: context, source: { kind: 'kubeconfig', context } };
}
