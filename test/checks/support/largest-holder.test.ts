import { expect, test } from 'vitest';
import { holderOf } from '../../../src/checks/support/largest-holder.ts';
import { suspectKind } from '../../support/evidence.ts';

const half = 0.5;

test('the namespace that was counted over the share is the one', () => {
  expect(holderOf(suspectKind(), half)).toEqual({
    state: 'found',
    holding: {
      namespace: 'batch',
      kind: 'jobs.batch',
      objects: 40_000,
      total: 48_120,
      sampled: 500,
      withoutOwner: 500,
      managers: ['job-dispatcher'],
    },
  });
});

test.each([
  ['half is not over half', { total: 80_000, beyond: 40_000 }, 'none'],
  ['what was counted a minute ago may be fewer than are there', { total: 30_000, beyond: 0 }, 'found'],
  [
    'a namespace further on cannot hold so many',
    { namespaces: [{ name: 'a', objects: 500, total: 24_060 }], beyond: 24_060 },
    'none',
  ],
  [
    'a namespace further on may hold so many',
    { namespaces: [{ name: 'a', objects: 500, total: 500 }], beyond: 47_620 },
    'unseen',
  ],
  [
    'the last namespace that was read may, where it was not counted',
    { namespaces: [{ name: 'a', objects: 500, total: null }], beyond: 47_620 },
    'unseen',
  ],
  [
    'the rest of the last namespace counts with what was read of it',
    { total: 1_000, namespaces: [{ name: 'a', objects: 400, total: null }], beyond: 200 },
    'unseen',
  ],
  ['a kind without namespaces has no holder', { namespaces: [], namespaceCount: 0, beyond: 0 }, 'none'],
])('%s', (_, given, state) => {
  expect(holderOf(suspectKind(given), half).state).toBe(state);
});

test('the share of the sample is never taken for that of the namespace', () => {
  const suspect = suspectKind({
    sampled: 500,
    namespaces: [
      { name: 'apps', objects: 499, total: 499 },
      { name: 'batch', objects: 1, total: 47_000 },
    ],
  });

  expect(holderOf(suspect, half)).toMatchObject({ state: 'found', holding: { namespace: 'batch' } });
});

test('what could not be seen says how to count it', () => {
  const suspect = suspectKind({ namespaces: [{ name: 'a', objects: 500, total: 500 }], beyond: 47_620 });

  expect(holderOf(suspect, half)).toEqual({
    state: 'unseen',
    unseen: {
      reason: 'truncated',
      detail:
        'Of 48,120 jobs.batch the first 500 were looked at, so that a namespace further on may hold over 50 %.',
      remedy:
        "Count them by namespace with kubectl get jobs.batch --all-namespaces --chunk-size=500 --no-headers | awk '{print $1}' | sort | uniq -c | sort -rn | head.",
    },
  });
});
