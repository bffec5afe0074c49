/** How far the auditor got on its way to the API server of a cluster. */
import type { Missing } from '../model.ts';

/** Where the way ended; `credential`: Azure or Entra ID did not give what is needed to sign in; `other`: an answer that is none. */
export const accessLayers = [
  'credential',
  'DNS',
  'TCP',
  'TLS',
  'proxy',
  'timeout',
  '401',
  '403',
  '5xx',
  'throttled',
  'other',
] as const;
export type AccessLayer = (typeof accessLayers)[number];

export type ApiAccess =
  | { readonly state: 'reached' }
  /** Nobody tried: by setting or tag, or because the only way in is one that was not allowed. */
  | { readonly state: 'notTried'; readonly why: Missing }
  | {
      readonly state: 'failed';
      readonly layer: AccessLayer;
      readonly why: Missing;
      /** What keeps strangers out of this cluster by design, `a private cluster`; null when it is open to all networks. */
      readonly closedBy: string | null;
    };
