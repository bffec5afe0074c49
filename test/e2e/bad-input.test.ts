/** Wrong use: one clear message that names the fix, exit code 2, nothing half-written. */
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProduct, temporaryFolder } from './support/product.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let data: string;
let noContexts: string;
let notYaml: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  data = path.join(folder.path, 'data');
  noContexts = path.join(folder.path, 'no-contexts.yaml');
  notYaml = path.join(folder.path, 'not-yaml');
  await writeFile(noContexts, 'apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts: []\n');
  await writeFile(notYaml, '{ "apiVersion": [');
});

afterAll(() => folder.remove());

test.each([
  { what: 'an unknown flag', given: () => ['--nope'], says: /--nope.*--kubeconfig/s },
  { what: 'a port that is none', given: () => ['--port', 'x'], says: /--port is "x".*7071/s },
  {
    what: 'a kubeconfig that is not there',
    given: () => ['--kubeconfig', path.join(folder.path, 'missing')],
    says: /missing/,
  },
  {
    what: 'a kubeconfig without contexts',
    given: () => ['--kubeconfig', noContexts],
    says: /no-contexts\.yaml.*context/s,
  },
  { what: 'a kubeconfig that is not YAML', given: () => ['--kubeconfig', notYaml], says: /not-yaml/ },
])('$what: exit code 2, one message, no data', async ({ given, says }) => {
  const { code, stdout, stderr } = await startProduct({ arguments: [...given(), '--data', data] }).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr.trim().split('\n').length).toBeLessThan(5);
  expect(await readdir(folder.path)).toEqual(['no-contexts.yaml', 'not-yaml']);
});

test('a schedule that is none: exit code 2, and the message names the setting and an example', async () => {
  const product = startProduct({
    arguments: ['--port', '0', '--data', data],
    environment: { SWEEP_SCHEDULE: 'every hour' },
  });
  const { code, stderr } = await product.ended;
  expect(code).toBe(2);
  expect(stderr).toContain('SWEEP_SCHEDULE');
  expect(stderr).toContain('every hour');
  expect(stderr).not.toMatch(/\n\s+at /);
});
