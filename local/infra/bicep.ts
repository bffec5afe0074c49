/** The real Bicep compiler: `BICEP`, then `bicep` on the path, then the one that was restored into the cache. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../src/shared/errors.ts';

const run = promisify(execFile);

/** Pinned, so that its types and rules are the same everywhere: https://www.nuget.org/packages/Azure.Bicep.CommandLine.linux-x64 */
const bicepVersion = '0.49.2';

type Environment = Readonly<Record<string, string | undefined>>;

/** The compiler that is here, or null; nothing is downloaded. */
export function findBicep(environment: Environment): string | null {
  const named = environment['BICEP'];
  if (named !== undefined && named !== '') return named;
  const onPath = (environment['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, process.platform === 'win32' ? 'bicep.exe' : 'bicep'));
  return [...onPath, restoredFile(environment)].find((file) => file !== null && isProgram(file)) ?? null;
}

export type Restored = { readonly bicep: string } | { readonly why: string };

/** Has the .NET SDK restore the compiler's package, a program of its own, into the cache. */
export async function restoreBicep(environment: Environment): Promise<Restored> {
  const file = restoredFile(environment);
  const name = packageName();
  if (file === null || name === null) {
    return { why: `There is no package of the Bicep compiler for ${process.platform} ${process.arch}.` };
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bicep-'));
  try {
    const project = path.join(folder, 'bicep.csproj');
    await writeFile(project, projectOf(name));
    await mkdir(cacheFolder(environment), { recursive: true });
    await run('dotnet', ['restore', project, '--packages', cacheFolder(environment)], { timeout: 300_000 });
    await chmod(file, 0o755);
    return { bicep: file };
  } catch (error) {
    return { why: `The .NET SDK could not restore ${name} ${bicepVersion}: ${firstLineOf(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function projectOf(name: string): string {
  return `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="${name}" Version="[${bicepVersion}]" />
  </ItemGroup>
</Project>
`;
}

function firstLineOf(error: unknown): string {
  const printed = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  const line = printed.split('\n').find((text) => text.includes('error'));
  return (line ?? messageOf(error)).trim();
}

const platforms: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'osx-x64',
  'darwin-arm64': 'osx-arm64',
  'win32-x64': 'win-x64',
};

function packageName(): string | null {
  const platform = platforms[`${process.platform}-${process.arch}`];
  return platform === undefined ? null : `Azure.Bicep.CommandLine.${platform}`;
}

function restoredFile(environment: Environment): string | null {
  const name = packageName();
  if (name === null) return null;
  const program = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
  return path.join(cacheFolder(environment), name.toLowerCase(), bicepVersion, 'tools', program);
}

/** Outside of the repository, and kept between check-outs. */
function cacheFolder(environment: Environment): string {
  const cache = environment['XDG_CACHE_HOME'];
  const base = cache === undefined || cache === '' ? path.join(os.homedir(), '.cache') : cache;
  return path.join(base, 'aks-fleet-auditor', 'bicep');
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
