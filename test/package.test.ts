/** What is deployed by `npm run package`: the zip, unpacked where nothing else is. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import type { Metafile } from 'esbuild';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bundle } from '../build.mjs';
import { PackageLock } from '../local/package/bundled-packages.ts';
import { functionList, loadBundle, neededSettings } from './support/loaded-bundle.ts';
import { needing } from './support/needing.ts';
import { missingNode22, node22 } from './support/node-22.ts';

const run = promisify(execFile);
const project = fileURLToPath(new URL('..', import.meta.url));
const inProject = (file: string): string => path.join(project, file);

let folder: string;
let archive: Buffer;
/** The unpacked package. */
let app: string;
/** What the bundler says of the same bundle. */
let metafile: Metafile;

async function runPackage(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const command = ['--disable-warning=ExperimentalWarning', inProject('local/package.ts'), ...args];
  const { stdout } = await run(process.execPath, command, {
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  return stdout;
}

const owned = ['policy', 'notify'].flatMap((name) => [`--${name}`, inProject(`docs/${name}.example.json`)]);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'package-'));
  app = path.join(folder, 'app');
  await runPackage([...owned, '--output', 'app.zip']);
  archive = await readFile(path.join(folder, 'app.zip'));
  for (const [name, content] of Object.entries(unzipSync(archive))) {
    const file = path.join(app, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  ({ metafile } = await bundle('dist/main.cjs', { write: false }));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('exactly these files are deployed: no source, no test, no settings of a machine, nothing to install', async () => {
  const files = await readdir(app, { recursive: true, withFileTypes: true });
  const names = files
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(app, path.join(entry.parentPath, entry.name)));

  expect(names.toSorted()).toEqual([
    'LICENSE',
    'THIRD-PARTY-NOTICES.txt',
    'dist/main.cjs',
    'host.json',
    'notify.json',
    'package.json',
    'policy.json',
    'sbom.cdx.json',
  ]);
  expect(JSON.parse(readFileSync(path.join(app, 'package.json'), 'utf8'))).toEqual({
    name: 'aks-fleet-auditor',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/u) as string,
    description: expect.any(String) as string,
    license: 'MIT',
    private: true,
    type: 'commonjs',
    main: 'dist/main.cjs',
    engines: { node: '>=22' },
  });
});

test('no file names a folder of the machine that made it', async () => {
  const texts = Object.entries(unzipSync(archive)).map(
    ([name, content]) => [name, Buffer.from(content).toString()] as const,
  );

  for (const place of [path.resolve(project), folder]) {
    expect(texts.filter(([, text]) => text.includes(place)).map(([name]) => name)).toEqual([]);
  }
});

// Bundles once more, which takes its time where others work too.
test('the same project gives the same bytes, in another time zone too', { timeout: 120_000 }, async () => {
  await runPackage([...owned, '--output', 'again.zip'], { TZ: 'Pacific/Auckland' });

  expect((await readFile(path.join(folder, 'again.zip'))).equals(archive)).toBe(true);
});

async function loadsAlone(node: string): Promise<void> {
  for (let parent = app; parent !== path.dirname(parent); parent = path.dirname(parent)) {
    expect(existsSync(path.join(parent, 'node_modules'))).toBe(false);
  }
  const loaded = await loadBundle(app, { ...neededSettings, POLICY_FILE: 'policy.json' }, node);
  expect(loaded.network).toEqual([]);
  await expect(functionList(loaded)).toMatchFileSnapshot('golden/functions.json');
}

test('it registers every function by itself, without a node_modules in reach', async () => {
  await loadsAlone(process.execPath);
});

test.skipIf(missingNode22 !== null)(
  needing('and under the oldest Node that it is made for', missingNode22),
  async () => {
    expect((await run(node22, ['--version'])).stdout).toMatch(/^v22\./u);
    await loadsAlone(node22);
  },
);

test('the app finds the files of its owner; only then secrets are asked for', async () => {
  const loading = loadBundle(app, { ...neededSettings, NOTIFY_FILE: 'notify.json' });

  await expect(loading).rejects.toThrow(
    /^The notification file .*\/app\/notify\.json: .*The app setting \w+ is not set/mu,
  );
});

const Sbom = z.object({
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      'bom-ref': z.string(),
      licenses: z.array(z.unknown()).min(1),
      hashes: z.array(z.unknown()).min(1),
    }),
  ),
});

test('the SBOM lists what was bundled and nothing else, right by the schema of CycloneDX', async () => {
  const text = await readFile(path.join(app, 'sbom.cdx.json'), 'utf8');

  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
  const listed = Sbom.parse(JSON.parse(text)).components.map((component) => component['bom-ref']);
  const files = Object.entries(metafile.outputs['dist/main.cjs']?.inputs ?? {});
  const bundled = files
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file)?.[0] ?? []);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.length).toBeGreaterThan(50);
  expect(new Set(bundled)).toEqual(new Set(listed));
});

test('nothing that is there for development alone is deployed', async () => {
  const lock = PackageLock.parse(JSON.parse(await readFile(inProject('package-lock.json'), 'utf8')));
  const text = await readFile(path.join(app, 'sbom.cdx.json'), 'utf8');

  const refs = Sbom.parse(JSON.parse(text)).components.map((component) => component['bom-ref']);
  expect(refs.filter((ref) => lock.packages[ref]?.dev !== false)).toEqual([]);
  const ours = Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules/'));
  expect(ours.filter((file) => !file.startsWith('src/'))).toEqual(['package.json']);
});

test('the licence of every bundled package is handed on', async () => {
  const notices = await readFile(path.join(app, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const sbom = Sbom.parse(JSON.parse(await readFile(path.join(app, 'sbom.cdx.json'), 'utf8')));

  expect(sbom.components.filter(({ name, version }) => !notices.includes(`\n${name} ${version} (`))).toEqual(
    [],
  );
});

test('a file of the owner that is wrong is refused, and no package is written', async () => {
  await writeFile(path.join(folder, 'wrong.json'), '{ "suppressions": 1 }');

  await expect(runPackage(['--policy', 'wrong.json', '--output', 'wrong.zip'])).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(
      `The policy file ${path.join(folder, 'wrong.json')}: suppressions: `,
    ) as string,
  });
  expect(existsSync(path.join(folder, 'wrong.zip'))).toBe(false);
});
