/** What an answer of a webhook means: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#22-delivery-response */
import type { OutgoingAnswer } from '../../guard/guard.ts';
import { tryLater } from '../not-sent.ts';
import { quoteWithout } from '../quote-answer.ts';
import type { Sent } from '../receiver.ts';

export interface AnswerContext {
  readonly host: string;
  /** Never quoted, in whichever form the other side sends them back. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

export function sentOf(
  { status, headers, text }: OutgoingAnswer,
  { host, secrets, now }: AnswerContext,
): Sent {
  if (status >= 200 && status < 300) return { ok: true, status, detail: `${host} accepted it (${status}).` };
  const failed = { ok: false, status, retry: false } as const;
  if (status === 410)
    return { ...failed, gone: true, detail: `${host} answered 410: it wants nothing any more.` };
  if (status >= 300 && status < 400)
    return {
      ...failed,
      detail: `${host} answered ${status}, a redirect, which is not followed. Set the address to the one it leads to.`,
    };
  const quote = quoteWithout(secrets, text);
  const advice = advices[status] ?? (status >= 500 ? '' : ' Look into its log for what it does not accept.');
  const detail = `${host} answered ${status}${quote === '' ? '' : `: “${quote}”`}.${advice}`;
  if (!mayPass.has(status) && status < 500) return { ...failed, detail };
  return tryLater(status, detail, headers.get('retry-after'), now);
}

/** Client errors that go away by themselves: a deployment that is under way (404), timeouts, locks, limits. */
const mayPass: ReadonlySet<number> = new Set([404, 408, 409, 425, 429]);

const advices: Readonly<Partial<Record<number, string>>> = {
  401: ' Let it check the signature instead of a login.',
  403: ' Let it check the signature instead of a login, and its firewall let this app in.',
  404: ' Check the path of the address.',
  405: ' It must accept POST.',
  408: '',
  409: '',
  413: ' It must accept bodies of 256 KB.',
  415: ' It must accept the content type of the format that is set for it.',
  425: '',
  429: '',
};
