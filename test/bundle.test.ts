/** What is deployed: the built bundle, loaded as the Functions worker loads it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseTemplate } from '../local/host/routes.ts';
import { queueNames } from '../src/store/queues.ts';
import type { Loaded } from './fixtures/bundle/load.ts';
import { functionList, loadBundle, neededSettings, triggerOf } from './support/loaded-bundle.ts';

const run = promisify(execFile);
const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bundle-'));
  bundle = path.join(folder, 'main.cjs');
  await run(process.execPath, [at('../build.mjs'), bundle]);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const load = (environment: Readonly<Record<string, string>>): Promise<Loaded> =>
  loadBundle(bundle, environment);

test('it registers exactly these functions, and asks nothing of the network to do so', async () => {
  const loaded = await load(neededSettings);
  console.info(`The bundle loads in ${loaded.milliseconds} ms.`);
  expect(loaded.network).toEqual([]);
  await expect(functionList(loaded)).toMatchFileSnapshot('golden/functions.json');
});

test('every queue has a function, and another for what that one gives up', async () => {
  const { functions } = await load(neededSettings);
  const queues = functions.map(({ bindings }) => triggerOf(bindings)['queueName']);
  const expected = queueNames.flatMap((name) => [name, `${name}-poison`]);
  expect(new Set(queues.filter((name) => name !== undefined))).toEqual(new Set(expected));
});

test('only the liveness probe and pre-flights are open to everybody, and no two routes are one', async () => {
  const http = httpFunctions((await load(neededSettings)).functions);
  expect(http.filter(({ authLevel }) => authLevel !== 'function').map(({ name }) => name)).toEqual([
    'api-health-live',
    'api-preflight',
  ]);
  const addresses = http.flatMap(({ methods, route, name }) => {
    const shape = parseTemplate(route, name).map((segment) =>
      segment.kind === 'literal' ? segment.text : segment.kind,
    );
    return methods.map((method) => `${method} ${shape.join('/')}`);
  });
  expect(new Set(addresses).size).toBe(addresses.length);
});

test('where tokens are asked for, the host asks for no keys, and the keys to check them by are not fetched at the start', async () => {
  const { functions, network } = await load({
    ...neededSettings,
    AUTH_MODE: 'entra',
    AUTH_TENANT_ID: '11111111-2222-3333-4444-555555555555',
    AUTH_CLIENT_ID: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  });
  expect(network).toEqual([]);
  expect(new Set(httpFunctions(functions).map(({ authLevel }) => authLevel))).toEqual(new Set(['anonymous']));
});

function httpFunctions(functions: Loaded['functions']): readonly HttpFunction[] {
  return functions
    .map(({ name, bindings }) => ({ name, ...triggerOf(bindings) }) as HttpFunction) // As the golden list shows.
    .filter(({ type }) => type === 'httpTrigger');
}

interface HttpFunction {
  readonly name: string;
  readonly type: string;
  readonly authLevel: string;
  readonly methods: readonly string[];
  readonly route: string;
}

test('settings that are wrong end the load with all of them named', async () => {
  const loading = load({ SWEEP_SCHEDULE: 'hourly' });
  await expect(loading).rejects.toThrow(/AzureWebJobsStorage is not set/);
  await expect(loading).rejects.toThrow(/SWEEP_SCHEDULE is "hourly"/);
});

test('a policy file is looked for from the folder above the bundle, and one that cannot be read ends the load', async () => {
  const policy = path.join(path.dirname(folder), 'no-such-folder', 'policy.json');
  await expect(load({ ...neededSettings, POLICY_FILE: 'no-such-folder/policy.json' })).rejects.toThrow(
    `The policy file ${policy} cannot be read: `,
  );
  const example = at('../docs/policy.example.json');
  expect((await load({ ...neededSettings, POLICY_FILE: example })).functions).not.toEqual([]);
});

test('host.json serves the routes as they are written, without a prefix', async () => {
  const host = JSON.parse(await readFile(at('../host.json'), 'utf8')) as unknown;
  expect(host).toMatchObject({ extensions: { http: { routePrefix: '' } } });
});
