import { expect, test } from 'vitest';
import { changedThresholds, usualThresholds } from '../../../local/recording/changes.ts';
import { checks } from '../../../src/checks/index.ts';

test('bounds of the catalogue are the same to those who recorded them', () => {
  expect(changedThresholds({ thresholds: usualThresholds(checks) }, checks)).toEqual([]);
});

test('a bound that is another one now is told; what only one of the two knows is none that changed', () => {
  const { 'silent-nodes': silence, ...others } = usualThresholds(checks);
  expect(silence).toEqual({ silence: 300 });
  const thresholds = { ...others, 'silent-nodes': { silence: 600, patience: 1 }, 'gone-check': { most: 1 } };
  delete (thresholds as Record<string, unknown>)['slow-client'];

  expect(changedThresholds({ thresholds }, checks)).toEqual([
    'The threshold silence of silent-nodes is 300 now; it was 600 when this was recorded.',
  ]);
});
