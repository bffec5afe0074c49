import { expect, test } from 'vitest';
import { exitCodeOf } from '../../../local/once/exit-code.ts';
import type { Severity } from '../../../src/model.ts';
import { reportWith } from '../../support/report.ts';

test.each<[complete: boolean, found: Severity[], failOn: Severity | null, code: number]>([
  [true, [], 'low', 0],
  [true, ['critical'], null, 0],
  [true, ['medium'], 'high', 0],
  [true, ['high'], 'high', 1],
  [true, ['low', 'critical'], 'high', 1],
  [true, ['info'], 'low', 0],
  [false, [], null, 3],
  [false, ['critical'], 'low', 3],
])('complete %s, findings %j, --fail-on %s: exit code %i', (complete, found, failOn, code) => {
  expect(exitCodeOf(reportWith({ complete, findings: found }), failOn)).toBe(code);
});
