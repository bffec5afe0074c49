/** Headers of Standard Webhooks, by its own library (https://www.standardwebhooks.com). */
import { Webhook } from 'standardwebhooks';

export interface Signed {
  readonly deliveryId: string;
  readonly body: string;
  /** When this try is made: receivers refuse what is older than five minutes. */
  readonly at: Date;
  /** `whsec_…`, newest first. All sign, so that receivers may change from one to the next at any time. */
  readonly secrets: readonly string[];
}

/** Without secrets, no signature. */
export function signatureHeaders({
  deliveryId,
  body,
  at,
  secrets,
}: Signed): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(deliveryId, at, body));
  return {
    'webhook-id': deliveryId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    ...(signatures.length === 0 ? {} : { 'webhook-signature': signatures.join(' ') }),
  };
}
