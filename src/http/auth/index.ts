import type { AuthSettings, EntraSettings } from '../../config/auth.ts';
import type { Authenticator } from './caller.ts';
import { entra } from './entra.ts';
import { functionKey } from './function-key.ts';
import { loopback } from './loopback.ts';
import { platform } from './platform.ts';
import { tenantKeys } from './tenant-keys.ts';

/** The way of knowing who asks that was chosen. */
export function authenticatorOf(settings: AuthSettings, now: () => Date): Authenticator {
  if (settings.mode !== 'entra') return withoutTokens[settings.mode];
  const { authorityHost, tenantId, audiences } = settings;
  const keys = tenantKeys(new URL(`${authorityHost}/${tenantId}/discovery/v2.0/keys`));
  return entra({ issuers: issuersOf(settings), audiences, keys, now });
}

const withoutTokens = { functionKey, platform, none: loopback } as const;

const china = 'https://login.chinacloudapi.cn';
const chinaPartner = 'https://login.partner.microsoftonline.cn';

/**
 * Version 1 of the token is issued by the same name in all clouds but China, whose version 2 has another host than the one
 * that is asked for it. https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
function issuersOf({ tenantId, authorityHost }: EntraSettings): readonly string[] {
  const isChina = authorityHost === china || authorityHost === chinaPartner;
  const first = isChina ? 'https://sts.chinacloudapi.cn' : 'https://sts.windows.net';
  const second = isChina ? chinaPartner : authorityHost;
  return [`${first}/${tenantId}/`, `${second}/${tenantId}/v2.0`];
}
