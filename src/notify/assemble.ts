/** Everything of notifications that the settings decide, put together once. */
import type { TokenCredential } from '@azure/core-auth';
import type { NotifyContext } from './context.ts';
import type { Guard } from './guard/guard.ts';
import { guardOf } from './guard/guard-of.ts';
import type { SecretKeys } from './secrets.ts';
import { sealerOf } from './secrets.ts';
import type { NotifySettings } from './settings/notify-settings.ts';

/** What the app settings say of notifications. */
interface NotifyConfig {
  readonly notifyPrivateHosts: readonly string[];
  readonly publicUrl: string | null;
  readonly webhookSecretKeys: SecretKeys | null;
  /** Shown at the top of each mail; null for none. */
  readonly pageNotice: string | null;
}

export interface Assembled extends Pick<NotifyContext, 'settings' | 'sealer' | 'receiverOf' | 'baseUrl'> {
  readonly guard: Guard;
  /** The name that webhooks agree to be sent to by; null while the address of the app is not known. */
  readonly origin: string | null;
}

export function assembleNotifications(
  { notifyPrivateHosts, publicUrl, webhookSecretKeys, pageNotice }: NotifyConfig,
  settings: NotifySettings,
  credential: TokenCredential,
): Assembled {
  const guard = guardOf({ privateHosts: notifyPrivateHosts });
  const origin = publicUrl === null ? null : new URL(publicUrl).hostname;
  const source = publicUrl ?? 'urn:aks-fleet-auditor';
  const deps = { guard, mail: settings.mail, credential, source, origin, notice: pageNotice };
  return {
    settings,
    sealer: webhookSecretKeys === null ? null : sealerOf(webhookSecretKeys),
    async receiverOf(receiver, consented) {
      // A start that sends nothing does not pay for the ways to send.
      const { receiverOf } = await import('./receivers/index.ts');
      return receiverOf(receiver, consented, deps);
    },
    baseUrl: publicUrl,
    guard,
    origin,
  };
}
