import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openLog } from '../../local/log.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'log-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

function logged(name: string, verbose: boolean) {
  const file = path.join(directory, name, 'host.log');
  const shown: string[] = [];
  const now = () => new Date('2026-11-24T03:04:05.678Z');
  const log = openLog({ file, verbose, now, terminal: { write: (text: string) => shown.push(text) } });
  log.write('information', 'plan-sweep', 'Sweep planned {"clusters":3}');
  log.write('error', 'audit-cluster', 'failed: \u001B[31mred\u0007\n    at line 1');
  log.close();
  return { shown, kept: readFileSync(file, 'utf8') };
}

test('the terminal shows what a person should see, on one line and without control characters', () => {
  expect(logged('quiet', false).shown).toEqual(['03:04:05 ERROR audit-cluster: failed: [31mred\n']);
});

test('--verbose shows informational lines too', () => {
  expect(logged('verbose', true).shown[0]).toBe('03:04:05 info  plan-sweep: Sweep planned {"clusters":3}\n');
});

test('the file keeps everything', () => {
  expect(logged('kept', false).kept).toBe(
    '2026-11-24T03:04:05.678Z information plan-sweep: Sweep planned {"clusters":3}\n' +
      '2026-11-24T03:04:05.678Z error audit-cluster: failed: \u001B[31mred\u0007\n    at line 1\n',
  );
});
