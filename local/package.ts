/** `npm run package`: the function app as a zip that is deployed as it is, without a build or an install on the server. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../src/shared/errors.ts';
import { outputTo } from './output.ts';
import { archiveOf } from './package/archive.ts';
import { packageUsage, parsePackageArguments, usualPackage } from './package/arguments.ts';
import { appFiles } from './package/files.ts';
import { ownerFiles } from './package/owner-files.ts';
import { packageSummary } from './package/summary.ts';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const given = parsePackageArguments(argv, process.cwd());
    if (given.help) {
      process.stdout.write(packageUsage);
      return 0;
    }
    const added = await ownerFiles(given);
    const { files, packages } = await appFiles(projectDirectory);
    const archive = archiveOf({ ...files, ...added });
    const file = given.output ?? usualFile();
    outputTo(file).write(archive);
    process.stdout.write(packageSummary({ file, archive, packages: packages.length }));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    return 2;
  }
}

function usualFile(): string {
  const file = path.join(projectDirectory, usualPackage);
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}
