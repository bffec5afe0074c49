/**
 * Mail by Azure Communication Services, with the identity of the app. That a mail was taken (202) is all that is asked: reads of
 * the status have a quota of their own, 20 an hour for a domain that Azure manages.
 * https://learn.microsoft.com/azure/communication-services/concepts/service-limits#email
 */
import { createHash } from 'node:crypto';
import type { EmailMessage } from '@azure/communication-email';
import { isRestError } from '@azure/core-rest-pipeline';
import { notSent, notSentBy, tryLater } from '../not-sent.ts';
import type { Sent } from '../receiver.ts';
import { guardedClient } from './guarded-client.ts';
import type { MailDeps, MailTransport, OutgoingMail } from './transport.ts';

export function communicationServices(
  endpoint: string,
  { guard, credential }: Pick<MailDeps, 'guard' | 'credential'>,
): MailTransport {
  return async (outgoing, signal) => {
    // A cold start that sends no mail does not pay for it.
    const { EmailClient } = await import('@azure/communication-email');
    const client = new EmailClient(endpoint, credential, {
      httpClient: guardedClient(guard, signal),
      // The queue tries again, and knows how often.
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
    });
    try {
      await client.beginSend(requestOf(outgoing), {
        // The service knows by it that it has this mail already.
        operationId: operationIdOf(outgoing),
        abortSignal: signal,
      });
      return { ok: true, status: 202, detail: 'Azure Communication Services took the mail (202).' };
    } catch (error) {
      return failureOf(error);
    }
  };
}

function requestOf({ from, replyTo, to, cc, mail, thread, headers }: OutgoingMail): EmailMessage {
  return {
    senderAddress: from,
    recipients: { to: to.map((address) => ({ address })), cc: cc.map((address) => ({ address })) },
    ...(replyTo === null ? {} : { replyTo: [{ address: replyTo }] }),
    content: { subject: mail.subject, plainText: mail.text, html: mail.html },
    attachments: mail.attachments.map(({ fileName, contentType, content }) => ({
      name: fileName,
      contentType,
      contentInBase64: Buffer.from(content, 'utf8').toString('base64'),
    })),
    headers: {
      ...headers,
      'Message-ID': thread.messageId,
      ...thread.answers,
    },
    // It would rewrite links and load an image.
    disableUserEngagementTracking: true,
  };
}

/** A UUID (RFC 9562, version 8): the same for each try of a delivery, and another when somebody sends it again by hand. */
function operationIdOf({ deliveryId, triedSince }: OutgoingMail): string {
  const hex = createHash('sha256').update(`${deliveryId} ${triedSince}`, 'utf8').digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function failureOf(error: unknown): Sent {
  const byGuard = notSentBy(error);
  if (byGuard !== null) return byGuard;
  if (!isRestError(error) || error.statusCode === undefined) {
    // Nothing of its message is told: libraries for identities quote what they sent.
    const detail =
      'The mail could not be given to Azure Communication Services: the app got no token for its identity, or the exchange broke off.';
    return { ...notSent(detail), retry: true };
  }
  const { statusCode: status, response } = error;
  const code = /^[\w.]{1,60}$/.test(error.code ?? '') ? ` ${error.code}` : '';
  const said = `(${status}${code})`;
  if (status === 409) {
    const detail = `Azure Communication Services has this mail from an earlier try ${said}.`;
    return { ok: true, status, detail };
  }
  if (status === 429 || status === 408 || status >= 500) {
    const why = status === 429 ? 'takes no more mail for a while' : 'did not take the mail';
    const detail = `Azure Communication Services ${why} ${said}.`;
    return tryLater(status, detail, response?.headers.get('retry-after') ?? null, new Date());
  }
  return {
    ok: false,
    status,
    detail: `Azure Communication Services refused the mail ${said}. ${hintFor(status)}`,
    retry: false,
  };
}

function hintFor(status: number): string {
  if (status === 401 || status === 403) {
    return 'Give the identity of the app the role "Communication and Email Service Owner" on the resource.';
  }
  if (status === 404)
    return 'Check the endpoint (mail.communicationServices.endpoint), and link the domain of the sender to it.';
  return 'Check that the sender (mail.from) belongs to a domain that is linked and verified, and that the addresses are right.';
}
