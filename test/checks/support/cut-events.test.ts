import { expect, test } from 'vitest';
import { cutsUnseen, timesLost } from '../../../src/checks/support/cut-events.ts';
import { logVisibility } from '../../support/azure-evidence.ts';
import { forbidden, gathered } from '../../support/evidence.ts';

test.each([
  [0, null],
  [410, null],
  [411, 'Of the audit events 1 % are cut and have lost their times, those of the biggest requests first.'],
  [4_100, 'Of the audit events 10 % are cut and have lost their times, those of the biggest requests first.'],
])('of 41,000 events %d are cut, and one in a hundred may be', (cutRows, detail) => {
  const visibility = gathered(logVisibility({ rows: 41_000, cutRows }));

  expect(timesLost(visibility, 0.01)?.detail ?? null).toBe(detail);
});

test('a log that nobody looked at may have lost any of them', () => {
  const unseen = {
    reason: 'forbidden',
    detail: 'How many events are cut is not known. Reading is forbidden.',
    remedy: 'Grant it.',
  };

  expect(cutsUnseen(forbidden)).toEqual(unseen);
  expect(timesLost(forbidden, 0.01)).toEqual(unseen);
});
