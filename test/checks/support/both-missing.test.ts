import { expect, test } from 'vitest';
import { bothMissing } from '../../../src/checks/support/both-missing.ts';
import { forbidden } from '../../support/evidence.ts';

test('the reasons and remedies of both are said, the better source first', () => {
  const other = {
    ok: false,
    reason: 'notCollected',
    detail: 'The log is empty.',
    remedy: 'Enable it.',
  } as const;

  expect(bothMissing(forbidden, other)).toEqual({
    reason: 'forbidden',
    detail: 'Reading is forbidden. The log is empty.',
    remedy: 'Grant it. Or: Enable it.',
  });
});

test('what both say alike is said once', () => {
  expect(bothMissing(forbidden, forbidden)).toEqual({
    reason: 'forbidden',
    detail: 'Reading is forbidden.',
    remedy: 'Grant it.',
  });
});
