import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSample } from '../../local/sample/index.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'sample-'));
});

afterEach(() => rm(directory, { recursive: true }));

test('the kubeconfig is for its owner only and has a context for each cluster', async () => {
  const sample = await startSample({ directory });
  try {
    expect(sample.contexts).toEqual(['sample-healthy', 'sample-leaking', 'sample-webhook']);
    expect((await stat(sample.kubeconfig)).mode & 0o777).toBe(0o600);
    const config = JSON.parse(await readFile(sample.kubeconfig, 'utf8')) as { contexts: { name: string }[] };
    expect(config.contexts.map(({ name }) => name)).toEqual(sample.contexts);
  } finally {
    await sample.stop();
  }
});

test('a second start on the same data goes on with the same story', async () => {
  const first = await startSample({ directory, now: () => new Date('2026-11-24T03:00:00Z') });
  await first.stop();
  const second = await startSample({ directory, now: () => new Date('2026-12-24T03:00:00Z') });
  await second.stop();
  expect(await readFile(path.join(directory, 'begun.txt'), 'utf8')).toBe('2026-11-24T03:00:00.000Z\n');
});
