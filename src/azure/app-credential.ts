import type { TokenCredential } from '@azure/core-auth';
import { remembered } from '../shared/remembered.ts';

/** The identity of the app, or a user-assigned one by its client id; the library is loaded when the first token is asked for. */
export function appCredential(clientId: string | null = null): TokenCredential {
  const credential = remembered(async () => {
    const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
    return clientId === null ? new DefaultAzureCredential() : new ManagedIdentityCredential({ clientId });
  });
  return { getToken: async (...given) => (await credential.get()).getToken(...given) };
}
