/** From `npm start` to the page: what a new user sees in the first minute. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { keptMessages } from './support/messages.ts';
import { descendantsOf, startProduct, temporaryFolder, untilGone } from './support/product.ts';
import type { Product } from './support/product.ts';

let product: Product;
let address: string;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let key: string;
let auditId: string;
let sweepId: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  product = startProduct({ arguments: ['--port', '0', '--history', '0', '--data', folder.path] });
  address = await product.address;
  const { items } = (await jsonOf('/api/clusters')) as { items: Cluster[] };
  const webhook = items.find(({ name }) => name === 'aks-checkout-weu-01');
  ({ key, auditId, sweepId } = webhook ?? { key: '', auditId: '', sweepId: '' });
});

afterAll(async () => {
  await product.end('SIGKILL');
  await folder.remove();
});

interface Cluster {
  readonly key: string;
  readonly name: string;
  readonly score: number | null;
  readonly coverage: number;
  readonly findings: Readonly<Record<string, number>>;
  readonly auditId: string;
  readonly sweepId: string;
}

describe('the terminal', () => {
  test('names every cluster, and says that they are a sample', () => {
    const text = product.output();
    for (const name of ['aks-payments-weu-01', 'aks-batch-weu-01', 'aks-checkout-weu-01'])
      expect(text).toContain(name);
    expect(text).toMatch(/sample/i);
    expect(text).toMatch(/^Dashboard: http:\/\/127\.0\.0\.1:\d+\/$/m);
    expect(text).toMatch(/^Outbox: +http:\/\/127\.0\.0\.1:\d+\//m);
  });
});

describe('the API', () => {
  test('every cluster was audited, and its row says how much of it was seen', async () => {
    const { items } = (await jsonOf('/api/clusters')) as { items: Cluster[] };
    expect(items).toHaveLength(12);
    for (const { name, coverage, auditId: audit } of items) {
      // Of the private cluster, whose events are cut, less than half is seen: what asks the API server is unknown.
      expect(coverage).toBeGreaterThan(name === 'aks-vault-neu-01' ? 0.35 : 0.7);
      expect(audit).toBe(sweepId);
    }
  });

  test.each([
    ['/api/clusters', 'application/json'],
    ['/api/clusters/{key}', 'application/json'],
    ['/api/clusters/{key}/audits', 'application/json'],
    ['/api/clusters/{key}/audits/{audit}', 'application/json'],
    ['/api/clusters/{key}/trends', 'application/json'],
    ['/api/clusters/{key}/trends?metric=score&metric=etcdBytes&metric=objects:pods', 'application/json'],
    ['/api/clusters/{key}/trends?format=csv', 'text/csv'],
    ['/api/trends?compare=week&forecast=30', 'application/json'],
    ['/api/trends/movers?metric=etcdBytes', 'application/json'],
    ['/api/findings', 'application/json'],
    ['/api/findings?group=client', 'application/json'],
    ['/api/openapi.json', 'application/json'],
    ['/api/sweeps', 'application/json'],
    ['/api/sweeps/{sweep}', 'application/json'],
    ['/api/checks', 'application/json'],
    ['/api/checks/webhook-deadlock-risk', 'application/json'],
    ['/api/health/live', 'application/json'],
    ['/api/health/ready', 'application/json'],
    ['/', 'text/html'],
    ['/clusters/{key}', 'text/html'],
    ['/sweeps/{sweep}', 'text/html'],
    ['/checks/webhook-deadlock-risk', 'text/html'],
  ])('GET %s answers 200 as %s', async (template, type) => {
    const response = await fetch(`${address}${filled(template)}`);
    expect({ status: response.status, type: response.headers.get('content-type')?.split(';')[0] }).toEqual({
      status: 200,
      type,
    });
    expect((await response.text()).length).toBeGreaterThan(10);
  });

  test.each([
    ['/api/clusters/nope', 404],
    ['/api/clusters/{key}/audits/nope', 404],
    ['/api/sweeps/nope', 404],
    ['/api/checks/nope', 404],
    ['/api/nope', 404],
    ['/api/clusters?nope=1', 400],
    ['/api/clusters/{key}/trends?metric=nope', 400],
  ])('GET %s is refused with %i and says why', async (template, status) => {
    const response = await fetch(`${address}${filled(template)}`);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      status,
      title: expect.any(String) as unknown,
      detail: expect.any(String) as unknown,
    });
    expect(response.status).toBe(status);
  });

  test('the audit tells who is to blame and what to do', async () => {
    const audit = JSON.stringify(await jsonOf(`/api/clusters/${key}/audits/${auditId}`));
    expect(audit).toContain('validate.kyverno.svc-fail');
    expect(audit).toContain('pods.image-guard.contoso.com');
    expect(audit).toContain('kubectl');
  });

  test('a new sweep is started once at a time, and shows in the history', async () => {
    const first = await fetch(`${address}/api/sweeps`, { method: 'POST' });
    const second = await fetch(`${address}/api/sweeps`, { method: 'POST' });
    expect([first.status, second.status]).toEqual([202, 409]);
    const { id } = (await first.json()) as { id: string };
    expect(await second.json()).toMatchObject({ status: 409, sweepId: id });
    expect(first.headers.get('location')).toContain(id);
    await expect
      .poll(async () => await jsonOf(`/api/sweeps/${id}`), { timeout: 90_000, interval: 200 })
      .toMatchObject({ status: 'closed' });
    const { items } = (await jsonOf(`/api/clusters/${key}/audits`)) as { items: { id: string }[] };
    expect(items.length).toBe(2);
  });
});

describe('the outbox', () => {
  test('shows what every receiver would get of the first sweep', async () => {
    const outbox = /^Outbox: +(\S+)\//m.exec(product.output())?.[1] ?? '';
    // People get a summary each, and a program what is wrong one by one.
    const list = await eventually('three summaries and more', async () => {
      const page = await (await fetch(`${outbox}/`)).text();
      const [summaries, messages] = [/First look: /gu, /href="\/messages\//gu].map(
        (part) => [...page.matchAll(part)].length,
      );
      return (summaries ?? 0) >= 3 && (messages ?? 0) >= 10 ? page : null;
    });
    const pages = await Promise.all(
      [...list.matchAll(/href="(?<page>\/messages\/[^"]+)"/gu)].map(async ({ groups }) =>
        (await fetch(`${outbox}${groups?.['page']}`)).text(),
      ),
    );
    for (const words of ['As HTML', 'As a card', 'webhook-signature', 'team@example.com'])
      expect(pages.some((page) => page.includes(words)) || list.includes(words), words).toBe(true);
  });

  test('gets what a webhook is sent that is subscribed over the API, signed by the secret shown once', async () => {
    const ports = JSON.parse(
      await readFile(path.join(folder.path, 'sample', 'outbox', 'ports.json'), 'utf8'),
    ) as { https: number };
    const made = await post('/api/webhooks', {
      name: 'mine',
      url: `https://127.0.0.1:${ports.https}/subscription/mine?token=hidden`,
    });
    expect(made).toMatchObject({ name: 'mine', shownUrl: `https://127.0.0.1:${ports.https}`, paused: null });
    const { id, secret } = made as { id: string; secret: string };
    expect(JSON.stringify(await jsonOf(`/api/webhooks/${id}`))).not.toMatch(/hidden|whsec_/);
    await post(`/api/webhooks/${id}/test`);
    const file = await eventually('the test', async () => {
      const all = await keptMessages(path.join(folder.path, 'sample', 'outbox', 'messages'));
      // A sweep may have closed meanwhile, and then it is told what is wrong as well.
      const isTest = ({ receiver, body = '' }: (typeof all)[number]) =>
        receiver === 'mine' && body.includes('auditor.test.v1');
      return all.find(isTest) ?? null;
    });
    const { body = '', headers = [] } = file;
    expect(new Webhook(secret).verify(body, Object.fromEntries(headers))).toMatchObject({
      type: 'io.github.aks-fleet-auditor.test.v1',
      data: { reason: 'test' },
    });
  });
});

test('Ctrl-C ends it and everything it started', async () => {
  const started = descendantsOf(product.pid);
  expect(started.length).toBeGreaterThan(0);
  const { code, signal } = await product.end('SIGINT');
  expect({ code, signal }).toEqual({ code: 0, signal: null });
  await untilGone(started);
});

async function post(path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  expect(response.ok, await response.clone().text()).toBe(true);
  return response.json();
}

function filled(template: string): string {
  return template.replace('{key}', key).replace('{audit}', auditId).replace('{sweep}', sweepId);
}

async function jsonOf(path: string): Promise<unknown> {
  return (await fetch(`${address}${path}`)).json();
}
