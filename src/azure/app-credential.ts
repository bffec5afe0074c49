import type { TokenCredential } from '@azure/core-auth';
import { remembered } from '../shared/remembered.ts';

/** The identity of the app; the library is loaded when the first token is asked for. */
export function appCredential(): TokenCredential {
  const credential = remembered(async () => {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential();
  });
  return { getToken: async (...given) => (await credential.get()).getToken(...given) };
}
