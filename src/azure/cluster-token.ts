import type { AccessToken } from '@azure/core-auth';
import * as z from 'zod';
import type { ManagedCluster } from '../evidence/managed-cluster.ts';
import { cleanText } from '../shared/clean-text.ts';
import { ReadError } from '../shared/errors.ts';
import { resourceName } from './arm-id.ts';
import { type AzureConnection, explainedCredential } from './connection.ts';
import { type Asked, azureFailure } from './refusals.ts';

/** A token that the API server of a cluster accepts. Throws `ReadError`. */
export type ClusterTokens = (cluster: ManagedCluster, signal: AbortSignal) => Promise<string>;

/** A token that is about to expire is not worth sending. */
const sparedMilliseconds = 5 * 60_000;

/** One token serves all clusters of a tenant: it is for the application that every AKS API server stands for. */
export function clusterTokens({ environment, credential }: AzureConnection, now: () => Date): ClusterTokens {
  const explained = explainedCredential(credential);
  const scope = `${environment.aksServerApplication}/.default`;
  const known = new Map<string, AccessToken>();

  return async (cluster, signal) => {
    const { tenantId } = cluster.identity;
    const key = tenantId ?? '';
    const kept = known.get(key);
    if (kept !== undefined && kept.expiresOnTimestamp - now().getTime() > sparedMilliseconds) {
      return kept.token;
    }
    const asked = askedBy(cluster);
    const fresh = await explained
      .getToken(scope, { abortSignal: signal, ...(tenantId === null ? {} : { tenantId }) })
      .catch((error: unknown) => {
        throw azureFailure(error, asked, signal);
      });
    if (fresh === null) throw azureFailure(new Error('no token'), asked, signal);
    const issuer = tenantIn(fresh.token);
    if (tenantId !== null && issuer !== null && issuer.toLowerCase() !== tenantId.toLowerCase()) {
      throw otherTenant(cluster, tenantId, issuer);
    }
    known.set(key, fresh);
    return fresh.token;
  };
}

function otherTenant({ resourceId }: ManagedCluster, tenantId: string, issuer: string): ReadError {
  return new ReadError(
    'forbidden',
    `The cluster ${cleanText(resourceName(resourceId), 80)} trusts the tenant ${cleanText(tenantId, 80)}, but the identity of the auditor belongs to the tenant ${cleanText(issuer, 80)}.`,
    'Run an auditor with an identity of that tenant: a managed identity cannot sign in to clusters of another one.',
  );
}

const claimsSchema = z.object({ tid: z.string() });

/** The tenant of a token that is a JWT; only to explain a refusal before it happens, so nothing is verified. */
function tenantIn(token: string): string | null {
  const [, claims = ''] = token.split('.');
  try {
    const parsed = claimsSchema.safeParse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data.tid : null;
  } catch {
    return null;
  }
}

function askedBy({ resourceId }: ManagedCluster): Asked {
  return {
    service: 'Microsoft Entra ID',
    what: `a token for the API server of the cluster ${cleanText(resourceName(resourceId), 80)}`,
    role: 'Azure Kubernetes Service Cluster User Role',
    scope: resourceId,
  };
}
