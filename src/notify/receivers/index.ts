import type { TokenCredential } from '@azure/core-auth';
import type { Guard } from '../guard/guard.ts';
import type { MailSettings, ReceiverSettings } from '../settings/notify-settings.ts';
import { emailReceiver } from './email.ts';
import type { Receiver } from './receiver.ts';
import { teamsReceiver } from './teams.ts';
import { webhookReceiver } from './webhook.ts';

export interface ReceiverDeps {
  readonly guard: Guard;
  readonly mail: MailSettings | null;
  /** The identity of the app, for Azure Communication Services. */
  readonly credential: TokenCredential;
  /** What events are said to come from: the address of this installation or a `urn:`. */
  readonly source: string;
  /** The name that webhooks agree to be sent to by; null while the address of the app is not known. */
  readonly origin: string | null;
  /** Shown at the top of each mail; null for none. */
  readonly notice: string | null;
}

/** What sends to a receiver; `consented`: it agreed to be sent to by the handshake of CloudEvents. */
export function receiverOf(settings: ReceiverSettings, consented: boolean, deps: ReceiverDeps): Receiver {
  if (settings.kind === 'teams') return teamsReceiver(settings, deps.guard);
  if (settings.kind === 'webhook') {
    const { source, origin, guard } = deps;
    const agreed = consented && origin !== null ? { handshakeOrigin: origin } : {};
    return webhookReceiver({ ...settings, source, ...agreed }, guard);
  }
  if (deps.mail !== null) return emailReceiver(settings, deps.mail, deps);
  throw new Error(`Receiver ${settings.id} is mail, and there is no way to send mail.`);
}
