/** The pages of the outbox, over plain HTTP on loopback. */
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { securityHeaders } from '../../src/http/security-headers.ts';
import { asset } from '../../src/pages/assets.ts';
import { refusalOf } from '../host/http-guard.ts';
import type { Received } from './received.ts';
import type { OutboxStore } from './store.ts';

export interface Pages {
  list(view: { readonly messages: readonly Received[]; readonly now: Date }): string;
  message(message: Received, now: Date): string;
  /** What is shown in the frame of its page; null for what has none. */
  framed(message: Received): string | null;
  readonly style: string;
}

interface PageServerOptions {
  readonly store: OutboxStore;
  readonly pages: Pages;
  readonly now: () => Date;
}

interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export function pageServer(options: PageServerOptions): Server {
  return createServer((request, response) => {
    const refusal = refusalOf(request.headers);
    if (refusal !== null) return give(response, plain(refusal.status, refusal.detail));
    if (request.method !== 'GET' && request.method !== 'HEAD') return give(response, plain(405, 'Only GET.'));
    const path = URL.parse(request.url ?? '', 'http://127.0.0.1')?.pathname ?? '';
    give(response, answerTo(path, options) ?? plain(404, 'There is no such page.'));
  });
}

function answerTo(path: string, { store, pages, now }: PageServerOptions): Answer | null {
  if (path === '/') return page(pages.list({ messages: store.messages(), now: now() }));
  if (path === '/assets/outbox.css') return { type: 'text/css; charset=utf-8', body: pages.style };
  const [, file] = /^\/assets\/([\w.]+)$/u.exec(path) ?? [];
  if (file !== undefined) return asset(file);
  const [, id = '', part = '', place = ''] =
    /^\/messages\/([\w-]+)(?:\/(frame\.html|attachments)(?:\/(\d{1,3}))?)?$/u.exec(path) ?? [];
  const message = store.message(id);
  if (message === null) return null;
  if (part === '') return page(pages.message(message, now()));
  if (part === 'frame.html') return framed(pages.framed(message));
  return message.kind === 'mail' ? attachmentIn(message, Number(place)) : null;
}

/** Mail and cards are shown in a frame, which may do nothing at all. */
function page(body: string): Answer {
  const policy = `${securityHeaders['content-security-policy']}; frame-src 'self'`;
  return { type: html, body, headers: { 'content-security-policy': policy } };
}

/** https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/sandbox */
const framePolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox',
].join('; ');

function framed(body: string | null): Answer | null {
  return body === null ? null : { type: html, body, headers: { 'content-security-policy': framePolicy } };
}

/** Always to be saved: nothing that came is ever run here. */
function attachmentIn(mail: Extract<Received, { kind: 'mail' }>, place: number): Answer | null {
  const found = mail.attachments[place];
  if (found === undefined) return null;
  const name = encodeURIComponent(found.fileName);
  return {
    type: 'application/octet-stream',
    body: Buffer.from(found.base64, 'base64'),
    headers: { 'content-disposition': `attachment; filename*=UTF-8''${name}` },
  };
}

const html = 'text/html; charset=utf-8';

function plain(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body };
}

function give(response: ServerResponse, { status = 200, type, body, headers }: Answer): void {
  response
    .writeHead(status, {
      ...securityHeaders,
      'cache-control': 'no-store',
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      ...headers,
    })
    .end(response.req.method === 'HEAD' ? undefined : body);
}
