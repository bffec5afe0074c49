import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { closeServer, listen } from '../../local/host/listen.ts';
import { fleetOf, runSweep } from '../../local/sweep-client.ts';

let server: Server | null = null;
afterEach(async () => {
  if (server !== null) await closeServer(server, 0);
  server = null;
});

type Answer = readonly [status: number, body: object];

/** An API that gives the answers of each route in order, the last one for ever, and notes what was asked. */
async function api(answers: Readonly<Record<string, readonly Answer[]>>) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const route = `${request.method} ${request.url}`;
    const given = asked.filter((earlier) => earlier === route).length;
    const list = answers[route] ?? [[404, { title: 'Not found' }]];
    asked.push(route);
    const [status, body] = list[Math.min(given, list.length - 1)] ?? [500, {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const port = await listen(server, 0);
  const statuses: string[] = [];
  const client = {
    url: `http://127.0.0.1:${port}`,
    signal: new AbortController().signal,
    onProgress: ({ id, status }: { id: string; status: string }) => statuses.push(`${id} ${status}`),
  };
  return { asked, statuses, client };
}

const ready = { 'GET /api/health/ready': [[200, {}]] } as const;
const counts = { planned: 2, surveyed: 0, audited: 2, failed: 0, missed: 0, skipped: 0, vanished: 0 };

test('a sweep is started when the app is ready, and followed until it is closed', async () => {
  const { asked, statuses, client } = await api({
    'GET /api/health/ready': [
      [503, { title: 'Not ready' }],
      [200, {}],
    ],
    'POST /api/sweeps': [[202, { id: 'new' }]],
    'GET /api/sweeps/new': [
      [200, { id: 'new', status: 'planning' }],
      [200, { id: 'new', status: 'closed', clusters: counts }],
    ],
  });
  const sweep = await runSweep(client);
  expect(sweep.status).toBe('closed');
  expect(statuses).toEqual(['new planning', 'new closed']);
  expect(asked).toEqual([
    'GET /api/health/ready',
    'GET /api/health/ready',
    'POST /api/sweeps',
    'GET /api/sweeps/new',
    'GET /api/sweeps/new',
  ]);
});

test('a sweep that is still open is followed to its end before the new one starts', async () => {
  const { statuses, client } = await api({
    ...ready,
    'POST /api/sweeps': [
      [409, { title: 'A sweep is open', sweepId: 'old' }],
      [202, { id: 'new' }],
    ],
    'GET /api/sweeps/old': [[200, { id: 'old', status: 'closed' }]],
    'GET /api/sweeps/new': [[200, { id: 'new', status: 'closed' }]],
  });
  expect((await runSweep(client)).id).toBe('new');
  expect(statuses).toEqual(['old closed', 'new closed']);
});

test('a sweep that is refused says why', async () => {
  const { client } = await api({ ...ready, 'POST /api/sweeps': [[500, { detail: 'The storage is away.' }]] });
  await expect(runSweep(client)).rejects.toThrow('The sweep was not started: The storage is away.');
});

test('the fleet is read over all its pages', async () => {
  const cluster = (name: string) => ({
    name,
    score: 90,
    coverage: 1,
    findings: { low: 1 },
    notAudited: null,
  });
  const { client } = await api({
    'GET /api/clusters': [[200, { items: [cluster('a')], continuationToken: 'x/y' }]],
    'GET /api/clusters?continuationToken=x%2Fy': [[200, { items: [cluster('b')] }]],
  });
  expect((await fleetOf(client)).map(({ name }) => name)).toEqual(['a', 'b']);
});
