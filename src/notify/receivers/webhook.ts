/** Webhooks: CloudEvents or the common alert schema, signed by Standard Webhooks, sent through the guard. */
import type { Message, WebhookFormat } from '../../notification.ts';
import { userAgent } from '../../shared/product.ts';
import type { Guard } from '../guard/guard.ts';
import { signingSecretProblem } from '../secrets.ts';
import { notSent, notSentBy } from './not-sent.ts';
import { secretsInUrl } from './quote-answer.ts';
import type { Outgoing, Receiver, Sent } from './receiver.ts';
import { sentOf } from './webhook/answer.ts';
import { cloudEventContentType, cloudEventOf } from './webhook/cloud-event.ts';
import { commonAlertContentType, commonAlertOf } from './webhook/common-alert.ts';
import { eventTypeOf } from './webhook/event-type.ts';
import { fitted } from './webhook/fit.ts';
import { signatureHeaders } from './webhook/signature.ts';

export interface WebhookTarget {
  readonly id: string;
  readonly url: string;
  readonly format: WebhookFormat;
  /** `whsec_…`, newest first; all sign. */
  readonly secrets: readonly string[];
  /** What events are said to come from, a URI: the address of this installation or a `urn:`. */
  readonly source: string;
  /** The name that the receiver agreed to be sent to by (handshake.ts). */
  readonly handshakeOrigin?: string;
}

/** https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema says 256 KB; no event has to be longer. */
const mostBytes = 256 * 1024;

export function webhookReceiver(
  target: WebhookTarget,
  guard: Guard,
  now: () => Date = () => new Date(),
): Receiver {
  const { id, url, secrets, handshakeOrigin } = target;
  const host = URL.parse(url)?.hostname ?? 'The receiver';

  async function send(outgoing: Outgoing, signal: AbortSignal): Promise<Sent> {
    const [problem] = secrets.flatMap((secret) => signingSecretProblem(secret) ?? []);
    if (problem !== undefined) return notSent(problem);
    const body = bodyFor(target, outgoing);
    if (body === null) return notSent('The message is longer than 256 KB, which no receiver has to accept.');
    const { deliveryId } = outgoing;
    const answer = await guard.request(
      {
        url,
        method: 'POST',
        headers: {
          'content-type': target.format === 'cloudEvents' ? cloudEventContentType : commonAlertContentType,
          'user-agent': userAgent,
          ...signatureHeaders({ deliveryId, body, at: now(), secrets }),
          ...(handshakeOrigin === undefined ? {} : { 'webhook-request-origin': handshakeOrigin }),
        },
        body,
      },
      signal,
    );
    return sentOf(answer, { host, secrets: [...secretsInUrl(url), ...secrets], now: now() });
  }

  return {
    id,
    kind: 'webhook',
    send: async (outgoing, signal) => {
      try {
        return await send(outgoing, signal);
      } catch (error) {
        const failed = notSentBy(error);
        if (failed !== null) return failed;
        throw error;
      }
    },
  };
}

function bodyFor({ format, source }: WebhookTarget, outgoing: Outgoing): string | null {
  const type = eventTypeOf(outgoing.message);
  const write = (message: Message): string =>
    format === 'cloudEvents'
      ? cloudEventOf({ ...outgoing, message }, type, source)
      : commonAlertOf({ ...outgoing, message }, type);
  return fitted(outgoing.message, mostBytes, write);
}
