import { unzipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { archiveOf, contentsOf } from '../../../local/package/archive.ts';

const text = (content: string): Uint8Array => Buffer.from(content);

afterEach(() => {
  vi.unstubAllEnvs();
});

test('an archive holds the files as they are, by name', () => {
  const archive = archiveOf({
    'host.json': text('{}'),
    'dist/main.cjs': text('x'.repeat(1000)),
    LICENSE: text('MIT'),
  });

  expect(contentsOf(archive).map(({ name, bytes }) => [name, bytes])).toEqual([
    ['LICENSE', 3],
    ['dist/main.cjs', 1000],
    ['host.json', 2],
  ]);
  expect(contentsOf(archive)[1]?.zippedBytes).toBeLessThan(100);
  expect(Buffer.from(unzipSync(archive)['host.json'] ?? []).toString()).toBe('{}');
});

test('the same files give the same bytes, whatever their order and the time zone', () => {
  const one = archiveOf({ a: text('1'), b: text('2') });
  vi.stubEnv('TZ', 'Pacific/Auckland');
  const other = archiveOf({ b: text('2'), a: text('1') });

  expect(Buffer.from(other).equals(one)).toBe(true);
});
