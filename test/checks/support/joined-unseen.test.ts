import { expect, test } from 'vitest';
import { joinedUnseen } from '../../../src/checks/support/joined-unseen.ts';

test('nothing unseen is null', () => {
  expect(joinedUnseen([])).toBeNull();
});

test('the first gives the reason, and what is said twice is said once', () => {
  expect(
    joinedUnseen([
      { reason: 'forbidden', detail: 'No pods.', remedy: 'Grant it.' },
      { reason: 'truncated', detail: 'No jobs.', remedy: 'Grant it.' },
    ]),
  ).toEqual({ reason: 'forbidden', detail: 'No pods. No jobs.', remedy: 'Grant it.' });
});
