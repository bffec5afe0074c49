/** What the compiler makes of `infra/`: the ARM template, and every resource with its parameters worked in. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findBicep } from '../../local/infra/bicep.ts';

const run = promisify(execFile);
const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
export const infraFolder = path.join(projectFolder, 'infra');

const bicep = findBicep(process.env);
/** Why nothing here can be compiled, or null. */
export const missingBicep: string | null =
  bicep === null ? 'no Bicep compiler: npm run check:infra restores one where there is a .NET SDK' : null;

/** Where the deployments of the tests go: ids that belong to nobody. */
const tenantId = '22222222-2222-2222-2222-222222222222';
const subscriptionId = '11111111-1111-1111-1111-111111111111';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface Resource {
  /** With an expression in it where Azure knows more than the compiler, e.g. the suffix of the cloud. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties?: { readonly [name: string]: Json };
}

export interface Deployment {
  /** Compiled ARM JSON as text, nested templates included. */
  readonly template: string;
  /** What would be there; what is known only then stays an expression in brackets. */
  readonly resources: readonly Resource[];
  /** What could not be worked out. */
  readonly diagnostics: readonly string[];
}

/** The compiler at work on a copy of `infra/`, because it writes beside what it reads. */
export async function compile() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'infra-'));
  for (const part of ['infra', 'test/infra']) {
    await cp(path.join(projectFolder, part), path.join(folder, part), { recursive: true });
  }

  /** Everything that the compiler says: nothing when all is well. */
  async function complaints(...args: readonly string[]): Promise<string> {
    try {
      return (await bicepRun(folder, args)).stderr.trim();
    } catch (error) {
      if (error instanceof Error && 'stderr' in error) return String(error.stderr).trim();
      throw error;
    }
  }

  return {
    lint: () => complaints('lint', '--pattern', 'infra/**/*.bicep'),
    build: () => complaints('build', '--pattern', 'infra/**/*.bicep', '--outdir', path.join(folder, 'built')),
    buildParameters: () =>
      complaints('build-params', '--pattern', '**/*.bicepparam', '--outdir', path.join(folder, 'parameters')),

    /** Files that the compiler's formatter writes otherwise. */
    async unformatted(files: readonly string[]): Promise<readonly string[]> {
      await bicepRun(folder, ['format', '--pattern', 'infra/**/*.bicep*']);
      const read = (root: string, file: string): Promise<string> =>
        readFile(path.join(root, 'infra', file), 'utf8');
      const same = await Promise.all(
        files.map(async (file) => (await read(projectFolder, file)) === (await read(folder, file))),
      );
      return files.filter((_, place) => same[place] !== true);
    },

    /** Deploys a parameter file on paper, after `build`. */
    async deploy(parameters: string): Promise<Deployment> {
      await bicepRun(folder, ['snapshot', parameters, '--mode', 'overwrite', ...place]);
      const file = path.join(folder, parameters.replace(/\.bicepparam$/u, '.snapshot.json'));
      const template = await readFile(path.join(folder, 'built/main.json'), 'utf8');
      // Written by the compiler a moment ago.
      const snapshot = JSON.parse(await readFile(file, 'utf8')) as Snapshot;
      return { template, resources: snapshot.predictedResources, diagnostics: snapshot.diagnostics };
    },

    close: () => rm(folder, { recursive: true, force: true }),
  };
}

export type Compiler = Awaited<ReturnType<typeof compile>>;

interface Snapshot {
  readonly predictedResources: readonly Resource[];
  readonly diagnostics: readonly string[];
}

const place = ['--subscription-id', subscriptionId, '--tenant-id', tenantId, '--location', 'westeurope'];

async function bicepRun(cwd: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  if (bicep === null) throw new Error('There is no Bicep compiler here.');
  return run(bicep, [...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
}
