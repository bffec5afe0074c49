import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../local/outbox/store.ts';

const incoming = { kind: 'teams', receiver: 'teams', title: 'A card', body: '{}' } as const;

test('the newest 500 messages are kept, also after a restart', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'outbox-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const said: string[] = [];
  const log = {
    write: (level: string, _source: string, message: string) => said.push(`${level} ${message}`),
  };
  let second = 0;
  const now = () => new Date(Date.UTC(2026, 10, 24, 12, 0, (second += 1)));

  const store = await openStore(directory, log, now);
  const kept = [];
  for (let i = 0; i < 503; i += 1) kept.push(await store.keep(incoming));
  const newest = kept.toReversed().slice(0, 500);
  expect(store.messages()).toEqual(newest);
  expect(store.message(kept[2]?.id ?? '')).toBeNull();
  expect(await readdir(directory)).toHaveLength(500);

  await writeFile(path.join(directory, '20261124T120000000Z-ffffff.json'), '{"kind":"pigeon"}');
  // What was being written when the process died.
  await writeFile(path.join(directory, 'half.json.new'), '{');
  const again = await openStore(directory, log, now);
  expect(again.messages()).toEqual(newest);
  expect(said).toEqual(['warning 20261124T120000000Z-ffffff.json cannot be read, and is left out.']);
  expect(await readdir(directory)).toHaveLength(501);
});
