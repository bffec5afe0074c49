/** .funcignore, as Azure Functions Core Tools read it when somebody publishes from a checkout. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ignore from 'ignore';
import { expect, test } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const ignored = ignore().add(readFileSync(`${project}.funcignore`, 'utf8'));

/** What is in a checkout, and what lies about in one that somebody works in. */
const checkout = [
  ...readdirSync(project, { withFileTypes: true }).map((entry) =>
    entry.isDirectory() ? `${entry.name}/file` : entry.name,
  ),
  '.azure/production/.env',
  '.data/azurite/table.json',
  '.env',
  '.env.local',
  '.git/config',
  '.github/workflows/deploy.yml',
  '.vscode/settings.json',
  'bench/results/bench.json',
  'coverage/index.html',
  'dist/main.cjs',
  'dist/main.cjs.map',
  'infra/main.bicep',
  'local.settings.json',
  'node_modules/zod/package.json',
  'notify.json',
  'out/aks-fleet-auditor.zip',
  'policy.json',
].filter((file) => file !== 'dist/file');

test('there stays what the app needs, what its owner added, and the licence', () => {
  expect(new Set(ignored.filter(checkout))).toEqual(
    new Set(['LICENSE', 'dist/main.cjs', 'host.json', 'notify.json', 'package.json', 'policy.json']),
  );
});
