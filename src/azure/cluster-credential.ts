/** The way to the API server of an AKS cluster, and what to show there. */
import * as z from 'zod';
import type { ManagedCluster } from '../evidence/managed-cluster.ts';
import { cleanText } from '../shared/clean-text.ts';
import { ReadError } from '../shared/errors.ts';
import type { Arm } from './arm.ts';
import { idPath, resourceName } from './arm-id.ts';
import { clusterTokens } from './cluster-token.ts';
import type { AzureConnection } from './connection.ts';

/** Where an API server is, and how it proves who it is. No secret. */
export interface ServerAddress {
  /** `https://host:port` */
  readonly server: string;
  /** Certificate authority, base64 of PEM; null when the server has a certificate of a public one. */
  readonly caData: string | null;
}

export interface ClusterAccess extends ServerAddress {
  readonly credential: ClusterCredential;
}

type ClusterCredential =
  /** A token of Microsoft Entra ID; asked for at each use, because it expires. Throws `ReadError`. */
  | { readonly kind: 'token'; readonly token: (signal: AbortSignal) => Promise<string> }
  /** A certificate with the rights of a cluster administrator, base64 of PEM. */
  | { readonly kind: 'certificate'; readonly certData: string; readonly keyData: string };

export interface CredentialOptions {
  /** Whether clusters without Entra may be read with the administrator's certificate that they hand out. */
  readonly allowLocalAccounts: boolean;
  /** The setting that says so, for the remedy. */
  readonly localAccountsSetting: string;
  readonly now: () => Date;
}

export interface ClusterCredentials {
  /**
   * With an address that is known, Azure need not be asked for it: it allows one such question a second and subscription.
   * Throws `ReadError`: `notPermitted` before anything is asked, when the answer would be an administrator's certificate.
   */
  open(cluster: ManagedCluster, signal: AbortSignal, known?: ServerAddress | null): Promise<ClusterAccess>;
}

export function createClusterCredentials(
  arm: Arm,
  connection: AzureConnection,
  options: CredentialOptions,
): ClusterCredentials {
  const tokens = clusterTokens(connection, options.now);
  return {
    async open(cluster, signal, known = null) {
      const { entra } = cluster.identity;
      if (!entra && !options.allowLocalAccounts) throw notPermitted(cluster, options);
      const { server, caData, certificate } =
        entra && known !== null
          ? { ...known, certificate: null }
          : await userCredential(arm, cluster, signal);
      if (entra) {
        const token = (tokenSignal: AbortSignal): Promise<string> => tokens(cluster, tokenSignal);
        return { server, caData, credential: { kind: 'token', token } };
      }
      if (certificate === null) throw unusable(cluster, 'it has no client certificate');
      return { server, caData, credential: { kind: 'certificate', ...certificate } };
    },
  };
}

function notPermitted(
  { resourceId }: ManagedCluster,
  { localAccountsSetting }: CredentialOptions,
): ReadError {
  return new ReadError(
    'notPermitted',
    `The cluster ${nameOf(resourceId)} does not use Microsoft Entra ID: the credential it hands out is a certificate with the rights of a cluster administrator.`,
    `Enable Microsoft Entra ID on the cluster (az aks update --enable-aad --enable-azure-rbac), or set ${localAccountsSetting} to true to let the auditor use that certificate.`,
  );
}

interface UserCredential {
  readonly server: string;
  readonly caData: string | null;
  readonly certificate: { readonly certData: string; readonly keyData: string } | null;
}

/** https://learn.microsoft.com/rest/api/aks/managed-clusters/list-cluster-user-credentials */
async function userCredential(
  arm: Arm,
  cluster: ManagedCluster,
  signal: AbortSignal,
): Promise<UserCredential> {
  const { kubeconfigs } = await arm.ask(
    {
      method: 'POST',
      // `exec`: without it, old clusters answer with a plug-in that clients no longer have.
      path: `${idPath(cluster.resourceId)}/listClusterUserCredential?api-version=2025-10-01&format=exec`,
      what: `the address of the API server of the cluster ${nameOf(cluster.resourceId)}`,
      role: 'Azure Kubernetes Service Cluster User Role',
      signal,
    },
    z.object({ kubeconfigs: z.array(z.object({ value: z.base64() })) }),
  );
  const [first] = kubeconfigs;
  if (first === undefined) throw unusable(cluster, 'there is none in the answer');
  return await partsOf(cluster, Buffer.from(first.value, 'base64').toString('utf8'));
}

const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

const kubeconfigSchema = z.object({
  clusters: z.tuple([
    z.object({
      cluster: z.object({ server: z.url({ protocol: /^https$/u }), 'certificate-authority-data': text }),
    }),
  ]),
  users: z.array(
    z.object({ user: z.object({ 'client-certificate-data': text, 'client-key-data': text }).nullish() }),
  ),
});

/** Nothing of the text may get into a message: it may hold a key. */
async function partsOf(cluster: ManagedCluster, yaml: string): Promise<UserCredential> {
  const { loadYaml } = await import('../kubernetes/client-library.ts');
  let document: unknown;
  try {
    document = loadYaml<unknown>(yaml);
  } catch {
    throw unusable(cluster, 'it is not YAML');
  }
  const parsed = kubeconfigSchema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unusable(cluster, `it is not as expected at "${(issue?.path ?? []).map(String).join('.')}"`);
  }
  const [{ cluster: entry }] = parsed.data.clusters;
  const certData = parsed.data.users[0]?.user?.['client-certificate-data'] ?? null;
  const keyData = parsed.data.users[0]?.user?.['client-key-data'] ?? null;
  return {
    server: entry.server.replace(/\/+$/u, ''),
    caData: entry['certificate-authority-data'],
    certificate: certData === null || keyData === null ? null : { certData, keyData },
  };
}

function unusable({ resourceId }: ManagedCluster, why: string): ReadError {
  return new ReadError(
    'invalid',
    `The kubeconfig that Azure gives for the cluster ${nameOf(resourceId)} cannot be used: ${why}.`,
    'Try az aks get-credentials for this cluster; if that works, this is a fault of the auditor.',
  );
}

function nameOf(resourceId: string): string {
  return cleanText(resourceName(resourceId), 80);
}
