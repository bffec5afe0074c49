/** `npm run start:func`: the same app under the Azure Functions Core Tools, where they are installed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));
const coreTools = 'func';

process.exitCode = main(process.argv.slice(2));

function main(argv: readonly string[]): number {
  if (!existsSync(path.join(projectDirectory, 'local.settings.json'))) {
    return refuse(
      'local.settings.json is missing. Copy local.settings.sample.json to it and name the fleet in it.',
    );
  }
  // npm puts node_modules/.bin in front of the path, so a tool installed with the project is found too.
  const run = spawnSync(coreTools, ['start', ...argv], {
    cwd: projectDirectory,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.error !== undefined) {
    return refuse(
      'The Azure Functions Core Tools (func) are not installed. Get them with: npm install -g azure-functions-core-tools@4\n' +
        'Other ways: https://learn.microsoft.com/azure/azure-functions/functions-run-local#install-the-azure-functions-core-tools\n' +
        'npm start runs the same app without them.',
    );
  }
  return run.status ?? 1;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}
