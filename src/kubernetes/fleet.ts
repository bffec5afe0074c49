import type { ClusterRef } from '../model.ts';
import { readContexts } from './kubeconfig.ts';

/**
 * The clusters of a kubeconfig file: one for each of the given contexts, or for all. `keyOf` makes storage keys.
 * Throws `UsageError`.
 */
export async function discoverKubeconfigFleet(
  path: string,
  contexts: readonly string[] | null,
  keyOf: (id: string) => string,
): Promise<readonly ClusterRef[]> {
  const found = await readContexts(path, contexts);
  return found.map(({ name }) => {
    const id = `kubeconfig:${name}`;
    return { key: keyOf(id), id, name, source: { kind: 'kubeconfig', context: name } };
  });
}
