/** `npm run package`: the function app as a zip that is deployed as it is, without a build or an install on the server. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './command.ts';
import { outputTo } from './output.ts';
import { archiveOf } from './package/archive.ts';
import type { PackageArguments } from './package/arguments.ts';
import { packageUsage, parsePackageArguments, usualPackage } from './package/arguments.ts';
import { appFiles } from './package/files.ts';
import { ownerFiles } from './package/owner-files.ts';
import { packageSummary } from './package/summary.ts';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));

await runCommand({ usage: packageUsage, parse: parsePackageArguments, run });

async function run(given: PackageArguments): Promise<number> {
  const added = await ownerFiles(given);
  const { files, packages } = await appFiles(projectDirectory);
  const archive = archiveOf({ ...files, ...added });
  const file = given.output ?? usualFile();
  outputTo(file).write(archive);
  process.stdout.write(packageSummary({ file, archive, packages: packages.length }));
  return 0;
}

function usualFile(): string {
  const file = path.join(projectDirectory, usualPackage);
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}
