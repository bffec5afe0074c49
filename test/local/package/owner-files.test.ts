import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerFiles } from '../../../local/package/owner-files.ts';

const example = (name: string): string => fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'owner-files-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('files that are right are taken as they are, under their names in the package; no secret need be set here', async () => {
  const policy = example('policy.example.json');
  const notify = example('notify.example.json');

  expect(await ownerFiles({ policy, notify })).toEqual({
    'policy.json': await readFile(policy),
    'notify.json': await readFile(notify),
  });
  expect(await ownerFiles({ policy: null, notify: null })).toEqual({});
});

test('what is wrong with both files is said at once, as the app says it', async () => {
  const policy = path.join(folder, 'policy.json');
  const notify = path.join(folder, 'notify.json');
  await writeFile(policy, JSON.stringify({ schemaVersion: 1, suppresions: [] }));
  await writeFile(
    notify,
    JSON.stringify({
      schemaVersion: 1,
      receivers: [{ name: 'teams', kind: 'teams', urlSetting: 'TEAMS_URL' }],
      defaultRoute: { receivers: ['tems'] },
    }),
  );

  await expect(ownerFiles({ policy, notify })).rejects.toThrow(
    expect.objectContaining({
      problems: [
        `The policy file ${policy}: suppresions: There is no such member. Known are $schema, schemaVersion, suppressions, thresholds.`,
        `The notification file ${notify}: defaultRoute.receivers[0]: There is no receiver "tems". Like it are teams.`,
        `The notification file ${notify}: receivers[0]: No route and no report names teams, and so nothing would be sent to it. Name it in one, or leave it out.`,
      ],
    }),
  );
});

test('a file that is not there is refused', async () => {
  const policy = path.join(folder, 'nowhere.json');

  await expect(ownerFiles({ policy, notify: null })).rejects.toThrow(
    `The policy file ${policy} cannot be read: `,
  );
});
