import { expect, test } from 'vitest';
import { readsUnseen, secondsSeen, tooShort } from '../../../src/checks/support/log-window.ts';
import { logWindow } from '../../support/azure-evidence.ts';
import { ago } from '../../support/evidence.ts';

test('rates are per second of what was seen, not of what was asked for', () => {
  expect(secondsSeen(logWindow({ seenFrom: ago(3_000), seenTo: ago(1_000) }))).toBe(2_000);
});

test.each([
  [600, null],
  [599, 'The window covers only 9 min of the audit log; it takes 10 min to judge.'],
])('a window of %d seconds', (seconds, detail) => {
  const window = logWindow({ seenFrom: ago(900 + seconds), seenTo: ago(900) });

  expect(tooShort(window, 600)?.detail ?? null).toBe(detail);
});

test('a log of writes says nothing of reads', () => {
  expect(readsUnseen(logWindow(), 'Who lists is not known.')).toBeNull();
  expect(readsUnseen(logWindow({ sees: 'writes' }), 'Who lists is not known.')).toEqual({
    reason: 'notCollected',
    detail:
      'Who lists is not known. The diagnostic setting of the cluster collects kube-audit-admin alone, which has no GET and LIST requests.',
    remedy: 'Enable the category kube-audit in a diagnostic setting of the cluster.',
  });
});
