import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scheduleStore } from '../../../local/host/schedule-store.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'schedule-store-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

const status = {
  last: '2026-11-24T00:00:00.000Z',
  next: '2026-11-24T01:00:00.000Z',
  lastUpdated: '2026-11-24T00:00:03.000Z',
};

test('the next start knows what this one wrote', () => {
  const file = path.join(directory, 'new', 'timers.json');
  scheduleStore(file).write('plan-sweep', status);
  scheduleStore(file).write('prune-history', { ...status, last: null });
  const next = scheduleStore(file);
  expect([next.read('plan-sweep'), next.read('prune-history'), next.read('other')]).toEqual([
    status,
    { ...status, last: null },
    null,
  ]);
});

test('a damaged file is as good as none', () => {
  const file = path.join(directory, 'damaged.json');
  writeFileSync(file, '{"plan-sweep":{"last"');
  expect(scheduleStore(file).read('plan-sweep')).toBeNull();
});
