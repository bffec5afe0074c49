/** Loads a built app in a process of its own, as the Functions worker does. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Loaded } from '../fixtures/bundle/load.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../fixtures/bundle/load.ts', import.meta.url));

/** Everything that must be set; nothing listens at these addresses. */
export const neededSettings = {
  AzureWebJobsStorage:
    'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a',
  FLEET_KUBECONFIG: '/nowhere/kubeconfig.yaml',
  SWEEP_SCHEDULE: '0 0 * * * *',
};

/** `app` is a bundle, or a folder whose package.json names it. */
export async function loadBundle(
  app: string,
  environment: Readonly<Record<string, string>>,
  node = process.execPath,
): Promise<Loaded> {
  const { stdout } = await run(node, ['--disable-warning=ExperimentalWarning', script, app], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  return JSON.parse(stdout) as Loaded; // Written by our own script.
}

/** The functions by name with what starts them, as test/golden/functions.json has them. */
export function functionList({ functions }: Loaded): string {
  const triggers = functions
    .map(({ name, bindings }) => ({ name, ...triggerOf(bindings) }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return `${JSON.stringify(triggers, null, 2)}\n`;
}

/** The binding that starts a function; what a function answers with is left out. */
export function triggerOf(
  bindings: Loaded['functions'][number]['bindings'],
): Readonly<Record<string, unknown>> {
  const found = Object.values(bindings).find(({ type }) => type.endsWith('Trigger'));
  if (found === undefined) throw new Error('A function without a trigger.');
  const { direction: _direction, name: _name, properties: _properties, ...rest } = found;
  return rest;
}
