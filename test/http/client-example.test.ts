/** The clients on docs/api.md, as somebody would copy them: their types are checked, and they run against the real routes. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { rollUpCluster } from '../../src/sweep/roll-up.ts';
import { aCluster, aHeadline, anAudit } from '../store/builders.ts';
import { aDelivery, refused } from '../store/told.ts';
import { docsFolder, exampleIn } from '../support/api-page.ts';
import { depsWith } from './asking.ts';
import { serve } from './serving.ts';

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'api-client-'));
  const compilerOptions = {
    target: 'es2024',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [path.join(modules, '@types')],
  };
  await Promise.all([
    writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module' })),
    writeFile(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['client.ts', 'webhooks.ts'] }),
    ),
    writeFile(path.join(folder, 'client.ts'), exampleIn('ts', 'api.md', 'A client in TypeScript')),
    writeFile(
      path.join(folder, 'webhooks.ts'),
      exampleIn('ts', 'api.md', 'Webhooks, messages and what was left out'),
    ),
    copyFile(new URL('api-types.ts', docsFolder), path.join(folder, 'api-types.ts')),
  ]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('their types are right', async () => {
  const compiler = path.join(modules, 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '--project', folder], { cwd: folder });
});

test('it tells every cluster with a bad finding and when its etcd is full', async () => {
  const history = memoryHistory();
  const growing = aCluster('growing');
  for (let day = -14; day <= 0; day += 1) {
    const etcdBytes = (80 + day) * ((8 * 1024 ** 3) / 100);
    const audit = anAudit(growing, day * 24 * 60, { headline: aHeadline({ etcdBytes }) });
    await history.saveAudit(audit);
    await rollUpCluster(history, audit);
  }
  // More than a page of clusters that nothing is known of but that they have findings, and one that is well.
  for (let place = 0; place < 50; place += 1) {
    await history.saveAudit(anAudit(aCluster(`aks-${place}`), 0, { headline: aHeadline({ score: null }) }));
  }
  await history.saveAudit(anAudit(aCluster('well'), 0, { headline: aHeadline({ findings: {} }) }));
  const served = await serve(depsWith({ history }));
  try {
    const { stdout } = await run(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'client.ts', served.address, 'the-key'],
      { cwd: folder },
    );
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(51);
    expect(lines[0]).toBe('aks-0: score unknown, etcd: no bound in sight');
    // A hundredth of the quota a day, and a fifth of it is left at noon of the 24th of November.
    expect(lines[50]).toMatch(/^growing: score 83, etcd: 8589934592 bytes on 2026-12-1[345]$/u);
    expect(served.asked.filter((url) => url.startsWith('/api/clusters?'))).toHaveLength(2);
  } finally {
    await served.close();
  }
});

test('one subscribes a webhook, keeps its secret, tries it, and sends again what was given up', async () => {
  const history = memoryHistory();
  await history.addDelivery(aDelivery(3, { status: 'dead', attempts: [refused] }));
  const served = await serve(depsWith({ history }));
  try {
    const { stdout } = await run(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        'webhooks.ts',
        served.address,
        'the-key',
        'https://hooks.example.com/fleet?sig=x',
      ],
      { cwd: folder },
    );
    expect(stdout.trim().split('\n')).toEqual([
      'https://hooks.example.com: A test, pending',
      'platform-teams: 3 clusters: Webhook cannot be reached, pending',
    ]);
    expect(await readFile(path.join(folder, 'webhook-secret'), 'utf8')).toMatch(/^whsec_/u);
    expect(await history.subscriptions()).toMatchObject([
      { match: { severity: 'high', tags: ['owner=payments'] }, shownUrl: 'https://hooks.example.com' },
    ]);
  } finally {
    await served.close();
  }
});
