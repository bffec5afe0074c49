/** The kubeconfig of the sample clusters: what `kubectl` and the product read alike. */
import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface ClusterAccess {
  readonly context: string;
  readonly url: string;
  readonly token: string;
}

/** Writes the file whole or not at all, readable by its owner only, and answers where it is. */
export async function writeKubeconfig(
  directory: string,
  clusters: readonly ClusterAccess[],
  authority: string,
): Promise<string> {
  const file = path.join(directory, 'kubeconfig.yaml');
  const unfinished = `${file}.${randomUUID()}`;
  await writeFile(unfinished, kubeconfigText(clusters, authority), { mode: 0o600, flag: 'wx' });
  await rename(unfinished, file);
  return file;
}

/** JSON is YAML, and needs no quoting rules of our own. */
function kubeconfigText(clusters: readonly ClusterAccess[], authority: string): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: clusters.map(({ context, url }) => ({
      name: context,
      cluster: {
        server: url,
        'certificate-authority-data': Buffer.from(authority).toString('base64'),
      },
    })),
    users: clusters.map(({ context, token }) => ({ name: `${context}-auditor`, user: { token } })),
    contexts: clusters.map(({ context }) => ({
      name: context,
      context: { cluster: context, user: `${context}-auditor` },
    })),
    'current-context': clusters[0]?.context ?? '',
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
