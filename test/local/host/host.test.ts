import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { QueueServiceClient } from '@azure/storage-queue';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAzurite, type Azurite } from '../../../local/azurite.ts';
import { startHost, type Host } from '../../../local/host/host.ts';
import { eventually } from '../../support/eventually.ts';

const appSource = fileURLToPath(new URL('../../fixtures/host-app/app.ts', import.meta.url));
const runProgram = fileURLToPath(new URL('../../fixtures/host-app/run.ts', import.meta.url));
const hostJson = fileURLToPath(new URL('../../fixtures/host-app/host.json', import.meta.url));
const directory = mkdtempSync(path.join(tmpdir(), 'host-test-'));
const bundle = path.join(directory, 'app.cjs');
const lines: string[] = [];
const log = {
  write: (level: string, source: string, message: string) => lines.push(`${level} ${source}: ${message}`),
};

const newYear: unknown = expect.stringMatching(/^\d{4}-01-01T00:00:00\.000Z$/u);
const uuid: unknown = expect.stringMatching(/^[\da-f-]{36}$/u);
const isoTime: unknown = expect.stringMatching(/^\d{4}-.*Z$/u);

let azurite: Azurite;
let queues: QueueServiceClient;
let host: Host;

/** Settings of one host: its own queue and its own file, so that hosts do not take each other's messages. */
function settingsFor(name: string): Record<string, string> {
  return {
    AzureWebJobsStorage: azurite.connectionString,
    TICK_SCHEDULE: '0 0 0 1 1 *',
    WORK_QUEUE: `work-${name}`,
    SEEN_FILE: path.join(directory, `${name}.jsonl`),
  };
}

function seenBy(name: string): readonly Record<string, unknown>[] {
  const text = readFileSync(path.join(directory, `${name}.jsonl`), { encoding: 'utf8', flag: 'a+' });
  const entries = text.split('\n').filter((line) => line !== '');
  // What the fixture app wrote: one object a line.
  return entries.map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function send(queue: string, text: string): Promise<void> {
  const client = queues.getQueueClient(queue);
  await client.createIfNotExists();
  await client.sendMessage(Buffer.from(text).toString('base64'));
}

beforeAll(async () => {
  const [emulator] = await Promise.all([
    startAzurite({ directory: null, logFile: null }),
    build({
      entryPoints: [appSource],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['@azure/functions-core'],
      logLevel: 'error',
    }),
  ]);
  azurite = emulator;
  queues = QueueServiceClient.fromConnectionString(azurite.connectionString);
  const settings = settingsFor('main');
  process.env['SEEN_FILE'] = settings['SEEN_FILE'];
  const dataDirectory = path.join(directory, 'main');
  host = await startHost({ bundle, hostJson, dataDirectory, settings, port: 0, log });
});

afterAll(async () => {
  await host?.stop();
  await azurite?.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('HTTP triggers', () => {
  test('hand over parameters, query and headers, and give back status, headers and cookies', async () => {
    const response = await fetch(`${host.url}/hello/J%C3%BCrgen?a=1&a=2&b=`, {
      headers: { 'x-test': 'yes' },
    });
    expect({
      status: response.status,
      body: await response.json(),
      answer: response.headers.get('x-answer'),
      cookie: response.headers.get('set-cookie'),
      id: response.headers.get('x-ms-invocation-id')?.length,
    }).toEqual({
      status: 200,
      body: {
        params: { name: 'Jürgen' },
        method: 'GET',
        path: '/hello/J%C3%BCrgen',
        query: { a: '1,2', b: '' },
        header: 'yes',
      },
      answer: '42',
      cookie: 'seen=a%20b; Path=/; HttpOnly; SameSite=Lax',
      id: 36,
    });
  });

  const answers = [
    ['a literal route wins over a parameter', 'GET', '/hello/special', undefined, 200, 'special'],
    ['a catch-all takes the rest of the path', 'GET', '/files/a/b%20c', undefined, 200, '{"rest":"a/b c"}'],
    ['a body is read as JSON', 'POST', '/sum', '[1,2,39]', 201, '{"sum":42}'],
    ['a function that returns nothing answers 204', 'DELETE', '/nothing', undefined, 204, ''],
    ['HEAD is answered by the GET function, without its body', 'HEAD', '/hello/special', undefined, 200, ''],
    ['a hook may change the input', 'GET', '/hooked', undefined, 200, 'changed by a hook'],
    ['a hook may turn an error into an answer', 'GET', '/forgiven', undefined, 200, 'the hook answers'],
  ] as const;
  test.each(answers)('%s', async (_rule, method, address, body, status, expected) => {
    const response = await fetch(`${host.url}${address}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    expect([response.status, await response.text()]).toEqual([status, expected]);
  });

  test('a binary body comes back byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_value, index) => index % 256);
    const response = await fetch(`${host.url}/mirror`, { method: 'PUT', body: bytes });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('a failing function answers 500 and keeps its words for the log', async () => {
    const response = await fetch(`${host.url}/broken`);
    const text = await response.text();
    const id = response.headers.get('x-ms-invocation-id') ?? '';
    expect([response.status, text.includes('1234')]).toEqual([500, false]);
    expect(lines.filter((line) => line.includes(id) && line.includes('the secret is 1234'))).toHaveLength(1);
  });

  test('an unknown path is 404, a known one with another method 405', async () => {
    const [missing, wrong] = await Promise.all([
      fetch(`${host.url}/nowhere`),
      fetch(`${host.url}/hello/x`, { method: 'POST' }),
    ]);
    expect([missing.status, wrong.status, wrong.headers.get('allow')]).toEqual([404, 405, 'GET']);
  });

  test('a Host header of another name is refused', async () => {
    const sent = request(`${host.url}/hello/x`, { headers: { host: 'rebind.example.com' } });
    sent.end();
    const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(421);
  });

  test('a client that leaves does not disturb the next one', async () => {
    const leaving = request(`${host.url}/mirror`, { method: 'PUT', headers: { 'content-length': '1000' } });
    leaving.on('error', () => {});
    const left = new Promise<void>((resolve) => leaving.on('close', () => resolve()));
    leaving.write('a part', () => leaving.destroy());
    await left;
    expect((await fetch(`${host.url}/hello/special`)).status).toBe(200);
  });
});

test('runOnStartup runs the timer at the start, in the shape of the library', async () => {
  const tick = await eventually(
    'the timer runs',
    () => seenBy('main').find((entry) => 'timer' in entry) ?? null,
  );
  expect(tick).toEqual({ timer: false, next: newYear });
});

describe('queue triggers', () => {
  const workOf = (message: unknown) =>
    seenBy('main').filter((entry) => JSON.stringify(entry['work']) === JSON.stringify(message));

  test('a JSON message arrives parsed, with its metadata, and is gone afterwards', async () => {
    await send('work-main', '{"cluster":"prod-1"}');
    const entry = await eventually('the message runs', () => workOf({ cluster: 'prod-1' })[0] ?? null);
    expect(entry).toEqual({
      work: { cluster: 'prod-1' },
      dequeueCount: 1,
      id: uuid,
      insertionTime: isoTime,
    });
    await eventually('the queue is empty', async () => {
      const { approximateMessagesCount } = await queues.getQueueClient('work-main').getProperties();
      return approximateMessagesCount === 0 ? true : null;
    });
  });

  test('a failed message comes again with a higher count', async () => {
    await send('work-main', 'second time');
    const runs = await eventually('it runs twice', () => {
      const found = workOf('second time');
      return found.length === 2 ? found : null;
    });
    expect(runs.map((entry) => entry['dequeueCount'])).toEqual([1, 2]);
  });

  test('a message that always fails goes to the poison queue after its last try, as it was', async () => {
    await send('work-main', 'never');
    await eventually(
      'the poison handler runs',
      () => seenBy('main').find((entry) => entry['poison'] === 'never') ?? null,
    );
    expect(workOf('never').map((entry) => entry['dequeueCount'])).toEqual([1, 2, 3]);
  });

  test('a message that is not base64 goes to the poison queue without being run', async () => {
    await queues.getQueueClient('work-main').sendMessage('plain words');
    const moved = await eventually('it is in the poison queue', async () =>
      lines.find((line) => /went to work-main-poison/u.test(line) && line.startsWith('warning work:')) ===
      undefined
        ? null
        : true,
    );
    expect([moved, workOf('plain words')]).toEqual([true, []]);
  });
});

test('a message of a host that was killed is run again by the next one', async () => {
  const settings = settingsFor('killed');
  const start = () => {
    const args = [
      '--disable-warning=ExperimentalWarning',
      runProgram,
      bundle,
      hostJson,
      path.join(directory, 'killed'),
    ];
    return spawn(process.execPath, args, {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  };
  await send('work-killed', 'hang');
  const first = start();
  await eventually('the message runs', () =>
    seenBy('killed').some((entry) => entry['work'] === 'hang') ? true : null,
  );
  first.kill('SIGKILL');
  await once(first, 'exit');

  const second = start();
  const counts = await eventually('the message runs again', () => {
    const found = seenBy('killed').filter((entry) => entry['work'] === 'hang');
    return found.length === 2 ? found.map((entry) => entry['dequeueCount']) : null;
  });
  second.kill('SIGKILL');
  expect(counts).toEqual([1, 2]);
});

test('a stopped host has run the hooks of start and end once each, and its port is free', async () => {
  process.env['SEEN_FILE'] = settingsFor('stopped')['SEEN_FILE'];
  const copy = path.join(directory, 'stopped.cjs');
  await build({ entryPoints: [bundle], outfile: copy, platform: 'node', format: 'cjs', logLevel: 'error' });
  const dataDirectory = path.join(directory, 'stopped');
  const settings = settingsFor('stopped');
  const other = await startHost({ bundle: copy, hostJson, dataDirectory, settings, port: 0, log });
  await other.stop();
  process.env['SEEN_FILE'] = settingsFor('main')['SEEN_FILE'];
  expect(seenBy('stopped').filter((entry) => 'hook' in entry)).toEqual([
    { hook: 'appStart' },
    { hook: 'appTerminate' },
  ]);
  await expect(fetch(`${other.url}/hello/special`)).rejects.toThrow('fetch failed');
});
