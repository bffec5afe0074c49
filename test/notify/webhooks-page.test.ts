/** docs/webhooks.md: its receivers run against what is really sent, and its tables have everything that is. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message } from '../../src/notification.ts';
import { guardOf } from '../../src/notify/guard/guard-of.ts';
import { webhookReceiver } from '../../src/notify/receivers/webhook.ts';
import { eventTypes } from '../../src/notify/receivers/webhook/event-type.ts';
import { newSigningSecret } from '../../src/notify/secrets.ts';
import { docsFolder, exampleIn } from '../support/api-page.ts';
import { type ReceivedRequest, startHttpsReceiver } from '../support/https-receiver.ts';
import { lookupOf } from '../support/lookup.ts';
import { receiverName } from '../support/test-authority.ts';
import { digest, notification, outgoingOf } from './receivers/messages.ts';

const page = readFileSync(new URL('webhooks.md', docsFolder), 'utf8');
const secret = newSigningSecret();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'webhook-'));
  await symlink(
    fileURLToPath(new URL('../../node_modules/', import.meta.url)),
    path.join(folder, 'node_modules'),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A request as it arrives at a receiver. */
async function sent(): Promise<ReceivedRequest> {
  const server = await startHttpsReceiver();
  const lookup = lookupOf({ [receiverName]: ['127.0.0.1'] });
  const target = {
    id: 'wh-1',
    url: server.url,
    format: 'cloudEvents',
    source: 'urn:aks-fleet-auditor',
  } as const;
  await webhookReceiver(
    { ...target, secrets: [secret, newSigningSecret()] },
    guardOf({ privateHosts: [receiverName], lookup, ca: server.ca }),
  ).send(outgoingOf(notification), new AbortController().signal);
  const [request] = server.requests;
  if (request === undefined) throw new Error('Nothing arrived.');
  return request;
}

test('the receiver for Node verifies what is sent, handles it once, and refuses what was changed', async () => {
  await writeFile(path.join(folder, 'receiver.mjs'), exampleIn('js', 'webhooks.md'));
  const receiver: ChildProcess = spawn(process.execPath, ['receiver.mjs'], {
    cwd: folder,
    env: { WEBHOOK_SECRET: secret, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (receiver.stdout === null) throw new Error('It has no output.');
  const lines = createInterface(receiver.stdout)[Symbol.asyncIterator]();
  try {
    const { value: first } = (await lines.next()) as { value: string }; // Lines are texts.
    const url = `http://127.0.0.1:${first.split(' ').at(-1)}`;
    const { headers, body } = await sent();
    const own = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('webhook-')));
    const post = async (text: string): Promise<number> =>
      (await fetch(url, { method: 'POST', headers: own, body: text })).status;

    expect([await post(body), await post(body), await post(body.replace('high', 'info'))]).toEqual([
      202, 202, 401,
    ]);
    const agreed = await fetch(url, {
      method: 'OPTIONS',
      headers: { 'webhook-request-origin': 'fleet.example.com' },
    });
    expect(agreed.headers.get('webhook-allowed-origin')).toBe('fleet.example.com');

    const closed = once(receiver, 'close');
    receiver.kill();
    const rest: string[] = [];
    for (let line = await lines.next(); line.done !== true; line = await lines.next()) rest.push(line.value);
    await closed;
    expect(rest).toEqual([`io.github.aks-fleet-auditor.finding.opened.v1 ${notification.title}`]);
  } finally {
    receiver.kill();
  }
});

const run = promisify(execFile);
const python = await run('python3', ['--version']).then(
  () => true,
  () => false,
);

test.runIf(python)('the check in Python takes what is sent, and nothing else', async () => {
  await writeFile(path.join(folder, 'verify.py'), exampleIn('python', 'webhooks.md'));
  const { headers, body } = await sent();
  const script = [
    'import json, sys, verify',
    'secret, headers, *bodies = json.loads(sys.argv[1])',
    'for body in bodies:',
    '    try:',
    '        verify.verify(secret, headers, body.encode())',
    '        print("ok")',
    '    except ValueError as error:',
    '        print(error)',
  ].join('\n');
  const { stdout } = await run(
    'python3',
    ['-c', script, JSON.stringify([secret, headers, body, body.replace('high', 'info')])],
    { cwd: folder },
  );

  expect(stdout).toBe('ok\nno signature of this secret\n');
});

test('every type of event is on the page, and none that there is not', () => {
  const named = [...page.matchAll(/^\| `(io\.github\.\S+)`/gm)].map(([, type]) => type);

  expect(new Set(named)).toEqual(new Set(eventTypes()));
});

test.each<[string, Message]>([
  ['Data of alerts', notification],
  ['Data of reports', digest],
])('%s: every member is on the page', (heading, message) => {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (`[^|]+) \|/gm)].map(
    ([, cell]) => cell ?? '',
  );
  const members = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));

  expect(new Set(members)).toEqual(new Set(Object.keys(message)));
});
