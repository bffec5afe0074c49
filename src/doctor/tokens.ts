/** A token for each audience that a sweep uses, and whom it is for. The token itself goes no further than here. */
import type { TokenCredential } from '@azure/core-auth';
import * as z from 'zod';
import { appCredential } from '../azure/app-credential.ts';
import { explainedCredential } from '../azure/connection.ts';
import type { AzureFleetSettings } from '../config/fleet.ts';
import { credentialOf } from '../fleet/azure-clients.ts';
import { ReadError } from '../shared/errors.ts';
import type { StorageSettings } from '../store/storage-account.ts';

/** Who a token is for. */
export type Audience = 'resourceManager' | 'logs' | 'metrics' | 'apiServers' | 'storage';

export interface Claims {
  readonly tenantId: string | null;
  readonly objectId: string | null;
  readonly applicationId: string | null;
  readonly kind: 'app' | 'user' | null;
}

export interface TokenSeen {
  readonly audience: Audience;
  /** Null when there is a token. */
  readonly why: ReadError | null;
  /** Null when there is no token, or it does not tell. */
  readonly claims: Claims | null;
}

/** https://learn.microsoft.com/azure/storage/blobs/authorize-access-azure-active-directory */
const storageAudience = 'https://storage.azure.com';
const patienceSeconds = 30;

export async function askTokens(
  fleet: AzureFleetSettings | null,
  storage: StorageSettings | null,
): Promise<readonly TokenSeen[]> {
  const asked = [...(fleet === null ? [] : await ofFleet(fleet)), ...ofStorage(storage)];
  return Promise.all(
    asked.map(async ({ audience, scope, credential }) => ({
      audience,
      ...(await tokenOf(explainedCredential(credential), scope)),
    })),
  );
}

interface Asked {
  readonly audience: Audience;
  readonly scope: string;
  readonly credential: TokenCredential;
}

async function ofFleet(fleet: AzureFleetSettings): Promise<readonly Asked[]> {
  const { environment, kubernetesAccess } = fleet;
  const credential = await credentialOf(fleet);
  return [
    { audience: 'resourceManager', scope: environment.resourceManagerAudience, credential },
    { audience: 'logs', scope: environment.logAnalyticsAudience, credential },
    { audience: 'metrics', scope: environment.metricsAudience, credential },
    ...(kubernetesAccess === 'none'
      ? []
      : [{ audience: 'apiServers' as const, scope: environment.aksServerApplication, credential }]),
  ];
}

function ofStorage(storage: StorageSettings | null): readonly Asked[] {
  if (storage === null || 'connectionString' in storage) return [];
  const credential = appCredential(storage.clientId ?? null);
  return [{ audience: 'storage', scope: storageAudience, credential }];
}

async function tokenOf(credential: TokenCredential, scope: string): Promise<Omit<TokenSeen, 'audience'>> {
  try {
    const abortSignal = AbortSignal.timeout(patienceSeconds * 1000);
    const given = await credential.getToken(`${scope}/.default`, { abortSignal });
    return { why: null, claims: given === null ? null : claimsIn(given.token) };
  } catch (error) {
    if (error instanceof ReadError) return { why: error, claims: null };
    if (error instanceof Error && error.name === 'AbortError') return { why: tooLate(scope), claims: null };
    throw error;
  }
}

function tooLate(scope: string): ReadError {
  return new ReadError(
    'timeout',
    `Microsoft Entra ID gives the auditor no token for ${scope} within ${patienceSeconds} s.`,
    'Check the network between the auditor and Microsoft Entra ID, and AZURE_AUTHORITY_HOST.',
  );
}

const text = z
  .string()
  .nullish()
  .transform((value) => value || null);
/** https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
const claimsSchema = z
  .object({ tid: text, oid: text, appid: text, azp: text, idtyp: text })
  .transform(({ tid, oid, appid, azp, idtyp }): Claims => ({
    tenantId: tid,
    objectId: oid,
    applicationId: appid ?? azp,
    kind: idtyp === 'app' || idtyp === 'user' ? idtyp : null,
  }));

/** Shown to people and never trusted, so nothing is verified. */
function claimsIn(token: string): Claims | null {
  const [, claims = ''] = token.split('.');
  try {
    const parsed = claimsSchema.safeParse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
