/** Everything of notifications that the settings decide, put together once. */
import type { TokenCredential } from '@azure/core-auth';
import type { NotifyContext } from './context.ts';
import type { Guard } from './guard/guard.ts';
import { guardOf } from './guard/guard-of.ts';
import { receiverOf } from './receivers/index.ts';
import type { SecretKeys } from './secrets.ts';
import { sealerOf } from './secrets.ts';
import type { NotifySettings } from './settings/notify-settings.ts';

export interface NotifyParts {
  readonly settings: NotifySettings;
  readonly privateHosts: readonly string[];
  readonly publicUrl: string | null;
  readonly secretKeys: SecretKeys | null;
  readonly credential: TokenCredential;
  /** Shown at the top of each mail; null for none. */
  readonly notice: string | null;
}

export interface Assembled extends Pick<NotifyContext, 'settings' | 'sealer' | 'receiverOf' | 'baseUrl'> {
  readonly guard: Guard;
  /** The name that webhooks agree to be sent to by; null while the address of the app is not known. */
  readonly origin: string | null;
}

export function assembleNotifications(parts: NotifyParts): Assembled {
  const { settings, privateHosts, publicUrl, secretKeys, credential, notice } = parts;
  const guard = guardOf({ privateHosts });
  const origin = publicUrl === null ? null : new URL(publicUrl).hostname;
  const source = publicUrl ?? 'urn:aks-fleet-auditor';
  const deps = { guard, mail: settings.mail, credential, source, origin, notice };
  return {
    settings,
    sealer: secretKeys === null ? null : sealerOf(secretKeys),
    receiverOf: (receiver, consented) => receiverOf(receiver, consented, deps),
    baseUrl: publicUrl,
    guard,
    origin,
  };
}
