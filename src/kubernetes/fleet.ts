import type { ClusterRef } from '../model.ts';
import { clusterKeyOf } from '../store/keys.ts';
import { readContexts } from './kubeconfig.ts';

/** The clusters of a kubeconfig file: one for each of the given contexts, or for all. Throws `UsageError`. */
export async function discoverKubeconfigFleet(
  path: string,
  contexts: readonly string[] | null,
): Promise<readonly ClusterRef[]> {
  const found = await readContexts(path, contexts);
  return found.map(({ name }) => {
    const id = `kubeconfig:${name}`;
    return { key: clusterKeyOf(id), id, name, source: { kind: 'kubeconfig', context: name } };
  });
}
