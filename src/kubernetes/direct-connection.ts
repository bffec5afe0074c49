/** Server, authority and credential → reader, for clusters whose address does not come from a kubeconfig. */
import { Agent } from 'undici';
import type { Advice } from './advice.ts';
import { createReader } from './metered-reader.ts';
import type { KubernetesReader } from './reader.ts';

export interface DirectAccess {
  /** `https://host:port` without a slash at the end. */
  readonly server: string;
  /** Certificate authority, base64 of PEM; null when the server has a certificate of a public one. */
  readonly caData: string | null;
  readonly credential:
    | { readonly kind: 'token'; readonly token: string }
    /** Base64 of PEM. */
    | { readonly kind: 'certificate'; readonly certData: string; readonly keyData: string };
  readonly advice: Advice;
}

/** Opens a reader; nothing is sent yet. It must be closed. */
export function connectDirectly({ server, caData, credential, advice }: DirectAccess): KubernetesReader {
  const dispatcher = new Agent({
    connect: {
      ...(caData === null ? {} : { ca: pemOf(caData) }),
      ...(credential.kind === 'token'
        ? {}
        : { cert: pemOf(credential.certData), key: pemOf(credential.keyData) }),
    },
  });
  const headers: Record<string, string> =
    credential.kind === 'token' ? { authorization: `Bearer ${credential.token}` } : {};
  return createReader({ server, headers, dispatcher }, { advice });
}

function pemOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
