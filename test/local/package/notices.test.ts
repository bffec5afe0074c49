import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { thirdPartyNotices } from '../../../local/package/notices.ts';

let project: string;

beforeAll(async () => {
  project = await mkdtemp(path.join(os.tmpdir(), 'notices-'));
  await mkdir(path.join(project, 'node_modules/a'), { recursive: true });
  await mkdir(path.join(project, 'node_modules/b'));
  await writeFile(path.join(project, 'node_modules/a/LICENSE.md'), 'You may.\r\n\r\nFreely.\r\n');
  await writeFile(path.join(project, 'node_modules/a/NOTICE'), 'Made by A.\n');
  await writeFile(path.join(project, 'node_modules/a/licenses.js'), 'code');
});

afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

test('the licence and notice of each package are handed on; one without a file is told by its name', () => {
  const a = { name: 'a', version: '1.0.0', license: 'MIT', sha512: null, folder: 'node_modules/a', uses: [] };
  const b = { ...a, name: 'b', folder: 'node_modules/b', license: 'ISC' };

  expect(thirdPartyNotices([a, b], project)).toBe(`dist/main.cjs holds code of these packages.

--------------------------------------------------------------------------------
a 1.0.0 (MIT)

You may.

Freely.

Made by A.

--------------------------------------------------------------------------------
b 1.0.0 (ISC)

The package has no licence file. Its package.json names ISC.
`);
});
