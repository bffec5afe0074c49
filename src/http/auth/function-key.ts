/**
 * Function keys: the Functions host lets nobody in without one, and does not tell which key it was. A key of the host opens
 * every route, and the key of one function that function alone, so whoever comes here may do what they asked for.
 * https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
 */
import type { Authenticator } from './caller.ts';

export const functionKey: Authenticator = {
  hostAsks: 'function',
  challenge: null,
  authenticate: async () => ({ name: 'function key', id: null, role: 'Operator' }),
};
