import { expect, test } from 'vitest';
import type { LeakSuspects } from '../../../src/evidence/leak-suspects.ts';
import { leakTraces } from '../../../src/checks/support/leak-traces.ts';
import { forbidden, gathered } from '../../support/evidence.ts';
import { creationsByClient, leakSuspects, resourceCreations, suspectKind } from '../../support/leaks.ts';

test('the log tells who makes them, and a near look what they have in common', () => {
  const suspects = gathered(leakSuspects([suspectKind()]));
  const creations = gathered(creationsByClient([resourceCreations({ deleted: 2 })]));

  expect(leakTraces('jobs.batch', suspects, creations)).toEqual({
    logged: true,
    creator: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher)',
    namespace: 'batch',
    signs: ['job-dispatcher'],
    excerpts: [
      { label: 'In 59 min of audit log', value: '27 created, 2 deleted' },
      {
        label: 'Created by',
        value: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher): 27 in batch',
      },
      { label: 'Objects looked at', value: '2,500 of 48,120' },
      { label: 'Namespaces', value: 'batch 98 %, shop 2 %' },
      { label: 'Without an owner', value: '98 %' },
      { label: 'Owners', value: 'CronJob 2 %' },
      { label: 'Field managers', value: 'job-dispatcher 98 %' },
      {
        label: 'Age',
        value: 'under an hour 1 %, under a day 10 %, under a week 40 %, under 30 days 49 %, older 0 %',
      },
    ],
  });
});

test.each([
  ['nothing made', { created: 0, creators: [] }, false],
  ['as many deleted', { created: 27, deleted: 27 }, false],
  ['a collection of unknown size deleted', { collectionsDeleted: 1 }, false],
  ['one more made than deleted', { created: 27, deleted: 26 }, true],
])('the log agrees, or not: %s', (_, given, expected) => {
  const creations = gathered(creationsByClient([resourceCreations(given)]));

  expect(leakTraces('jobs.batch', gathered(leakSuspects([])), creations).logged).toBe(expected);
});

test('versions of one program are one creator, in all its namespaces', () => {
  const creators = resourceCreations().creators.flatMap((creator) =>
    ['3.2.0', '3.2.1'].map((version, place) => ({
      ...creator,
      userAgent: `job-dispatcher/${version}`,
      namespace: `team-${place}`,
      created: 10,
    })),
  );
  const creations = gathered(creationsByClient([resourceCreations({ created: 27, creators })]));

  expect(leakTraces('jobs.batch', gathered(leakSuspects([])), creations)).toMatchObject({
    creator: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher)',
    excerpts: [
      {},
      { value: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher): 20 in team-0, team-1' },
    ],
  });
});

test('a controller of the system makes them for somebody: nobody is named', () => {
  const creations = gathered(
    creationsByClient([
      resourceCreations({
        creators: [
          {
            userAgent: 'kube-controller-manager/v1.33.2',
            username: 'system:serviceaccount:kube-system:cronjob-controller',
            role: 'client',
            namespace: 'batch',
            created: 27,
          },
        ],
      }),
    ]),
  );

  const { creator, logged } = leakTraces('jobs.batch', gathered(leakSuspects([suspectKind()])), creations);
  expect({ creator, logged }).toEqual({ creator: null, logged: true });
});

test('half of them is not most of them', () => {
  const half = {
    sampled: 2_000,
    total: 40_000,
    namespaces: [{ name: 'a', objects: 1_000, total: 20_000 }],
    managers: [{ name: 'm', objects: 1_000 }],
  };
  const traces = leakTraces('jobs.batch', gathered(leakSuspects([suspectKind(half)])), forbidden);

  expect(traces).toMatchObject({ creator: null, namespace: null, signs: [] });
});

test('what nobody looked at is said with the reason, for this kind alone', () => {
  const unseen = [
    unseenKind('jobs.batch', 'Grant list on jobs.'),
    unseenKind('secrets', 'Secrets are not read.'),
  ];
  const label = 'Objects not looked at';

  expect(leakTraces('jobs.batch', gathered(leakSuspects([], { unseen })), forbidden).excerpts).toEqual([
    { label, value: 'Grant list on jobs.' },
  ]);
  expect(leakTraces('jobs.batch', forbidden, forbidden)).toEqual({
    logged: false,
    creator: null,
    namespace: null,
    signs: [],
    excerpts: [{ label, value: 'Reading is forbidden. Grant it.' }],
  });
});

function unseenKind(kind: string, why: string): LeakSuspects['unseen'][number] {
  return { kind, reason: 'forbidden', why, remedy: 'Grant it.' };
}
