import { expect, test } from 'vitest';
import { tooLittleHistory } from '../../../src/checks/support/too-little-history.ts';
import { ago, now } from '../../support/evidence.ts';
import { clusterHistory } from '../../support/history.ts';

const day = 24 * 3_600;
const bounds = { span: 7 * day, objects: 1_000 };

test('where all kinds have enough counts, nothing is missing', () => {
  expect(tooLittleHistory([], clusterHistory(), now, bounds)).toBeNull();
});

test.each([
  ['nothing is remembered of the cluster', {}],
  ['the cluster is remembered for 3 d', { 'objects:pods': [{ at: ago(3 * day), value: 60 }] }],
])('the kinds are named, and that %s', (known, series) => {
  expect(tooLittleHistory(['secrets', 'configmaps'], clusterHistory({ series }), now, bounds)).toEqual({
    reason: 'notCollected',
    detail: `There are too few counts of configmaps and secrets, with 1,000 objects or more, to tell growth: ${known}, and it takes 7 d with a count on most days.`,
    remedy: 'Let the scheduled sweeps go on; at least one a day has to reach the API server.',
  });
});
