import { expect, test } from 'vitest';
import { holdersOf } from '../../../src/checks/support/large-holders.ts';
import { suspectKind } from '../../support/evidence.ts';

const half = 0.5;

function briefly(given: Parameters<typeof suspectKind>[0], share = half) {
  const { holdings, unseen } = holdersOf(suspectKind(given), share);
  return [...holdings.map(({ namespace }) => namespace), ...(unseen === null ? [] : ['unseen'])];
}

test('a namespace that was counted over the share is one', () => {
  expect(holdersOf(suspectKind(), half)).toEqual({
    holdings: [
      {
        namespace: 'batch',
        kind: 'jobs.batch',
        objects: 40_000,
        total: 48_120,
        sampled: 500,
        withoutOwner: 500,
        managers: ['job-dispatcher'],
      },
    ],
    unseen: null,
  });
});

test.each([
  ['half is not over half', { total: 80_000, beyond: 40_000 }, []],
  ['what was counted a minute ago may be fewer than are there', { total: 30_000, beyond: 0 }, ['batch']],
  [
    'a namespace further on cannot hold so many',
    { namespaces: [{ name: 'a', objects: 500, total: 24_060 }], beyond: 24_060 },
    [],
  ],
  [
    'a namespace further on may hold so many',
    { namespaces: [{ name: 'a', objects: 500, total: 500 }], beyond: 47_620 },
    ['unseen'],
  ],
  [
    'the last namespace that was read may, where it was not counted',
    { namespaces: [{ name: 'a', objects: 500, total: null }], beyond: 47_620 },
    ['unseen'],
  ],
  [
    'the rest of the last namespace counts with what was read of it',
    { total: 1_000, namespaces: [{ name: 'a', objects: 400, total: null }], beyond: 200 },
    ['unseen'],
  ],
  ['a kind without namespaces has no holder', { namespaces: [], namespaceCount: 0, beyond: 0 }, []],
  [
    'the share of the sample is never taken for that of the namespace',
    {
      namespaces: [
        { name: 'apps', objects: 499, total: 499 },
        { name: 'batch', objects: 1, total: 47_000 },
      ],
      beyond: 621,
    },
    ['batch'],
  ],
])('%s', (_, given, expected) => {
  expect(briefly(given)).toEqual(expected);
});

test('a lower share may be that of several, and of one that was not reached', () => {
  const namespaces = [
    { name: 'a', objects: 250, total: 16_000 },
    { name: 'b', objects: 250, total: 16_000 },
  ];

  expect(briefly({ namespaces, beyond: 16_120 }, 0.3)).toEqual(['a', 'b', 'unseen']);
});

test('what could not be seen says how to count it', () => {
  const suspect = suspectKind({ namespaces: [{ name: 'a', objects: 500, total: 500 }], beyond: 47_620 });

  expect(holdersOf(suspect, half).unseen).toEqual({
    reason: 'truncated',
    detail:
      'Of 48,120 jobs.batch the first 500 were looked at, so that a namespace further on may hold over 50 %.',
    remedy:
      "Count them by namespace with kubectl get jobs.batch --all-namespaces --chunk-size=500 --no-headers | awk '{print $1}' | sort | uniq -c | sort -rn | head.",
  });
});
