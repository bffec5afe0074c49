/** Takes the posts to Teams and webhooks as those would, and verifies signatures. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { messageOf } from '../../src/shared/errors.ts';
import type { HostLog } from '../host/host-log.ts';
import type { Certificate } from '../sample/certificates.ts';
import type { Incoming, ReceivedWebhook } from './received.ts';
import { titleOf } from './title.ts';

/** Teams takes 28 KB; a webhook of ours is at most 64 KiB. */
const mostBytes = 1024 * 1024;

interface HttpsReceiverOptions {
  readonly certificate: Certificate;
  /** With which webhooks of the notification file are signed. */
  readonly signingSecret: string;
  readonly keep: (incoming: Incoming) => Promise<unknown>;
  readonly log: HostLog;
}

/** `/teams/<receiver>`, `/webhook/<receiver>` of the file, and `/subscription/<any name>` for those of the API. */
const route = /^\/(teams|webhook|subscription)\/([\w.-]{1,64})$/u;

export function httpsReceiver({ certificate, signingSecret, keep, log }: HttpsReceiverOptions): Server {
  const verifier = new Webhook(signingSecret);

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(request.url ?? '', 'https://127.0.0.1');
    const [, kind, receiver] = route.exec(url?.pathname ?? '') ?? [];
    if (kind === undefined || receiver === undefined) return answer(response, 404);
    if (request.method === 'OPTIONS') return consent(request, response);
    if (request.method !== 'POST') return answer(response, 405);
    const body = await bodyOf(request);
    if (body === null) return answer(response, 413);
    const title = titleOf(body);
    if (kind === 'teams') {
      await keep({ kind, receiver, title, body });
      // As the trigger of a workflow does: it says nothing of what becomes of it.
      return answer(response, 202);
    }
    const path = url?.pathname ?? '';
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      name,
      [value ?? ''].flat().join(', '),
    ]);
    const signed = kind === 'webhook' ? signatureOf(verifier, body, request) : unknownTo(request);
    await keep({ kind: 'webhook', receiver, title, path, headers, body, ...signed });
    answer(response, 200);
  }

  return createServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => {
    receive(request, response).catch((error: unknown) => {
      log.write('warning', 'outbox', `A message could not be kept: ${messageOf(error)}`);
      if (response.headersSent) response.destroy();
      else answer(response, 500);
    });
  });
}

type Signed = Pick<ReceivedWebhook, 'signature' | 'why'>;

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function signatureOf(verifier: Webhook, body: string, { headers }: IncomingMessage): Signed {
  if (headers['webhook-signature'] === undefined) return { signature: 'none', why: null };
  const texts = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
  try {
    verifier.verify(body, texts, { jsonParse: false });
    return { signature: 'verified', why: null };
  } catch (error) {
    return { signature: 'wrong', why: messageOf(error) };
  }
}

function unknownTo({ headers }: IncomingMessage): Signed {
  return { signature: headers['webhook-signature'] === undefined ? 'none' : 'unknownSecret', why: null };
}

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection */
function consent({ headers }: IncomingMessage, response: ServerResponse): void {
  const origin = headers['webhook-request-origin'];
  response.writeHead(200, typeof origin === 'string' ? { 'webhook-allowed-origin': origin } : {}).end();
}

/** Null when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const blocks: Buffer[] = [];
  let bytes = 0;
  for await (const block of request as AsyncIterable<Buffer>) {
    bytes += block.length;
    if (bytes > mostBytes) return null;
    blocks.push(block);
  }
  return Buffer.concat(blocks).toString('utf8');
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
