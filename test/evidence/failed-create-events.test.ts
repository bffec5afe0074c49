import { describe, expect, it } from 'vitest';
import { failedCreateEvents } from '../../src/evidence/failed-create-events.ts';
import { forbidden } from '../support/evidence.ts';
import { gatherFrom, listOf, serving } from './gathering.ts';
import { counting, knowing } from './many-objects.ts';

const few = counting({ events: 20_000 });

function event(given: object = {}): object {
  return {
    metadata: { namespace: 'shop', name: 'web.17a', creationTimestamp: '2026-11-24T11:00:00Z' },
    involvedObject: { kind: 'ReplicaSet', name: 'web-5d9c', namespace: 'shop' },
    reason: 'FailedCreate',
    message: 'Error creating: no',
    type: 'Warning',
    ...given,
  };
}

describe('events of failed creations', () => {
  it('are those that a field selector finds, newest first', async () => {
    const { fake, value } = await gatherFrom(
      failedCreateEvents,
      () => ({
        body: listOf([
          event({ count: 12, lastTimestamp: '2026-11-24T11:30:00Z' }),
          event({ series: { count: 40, lastObservedTime: '2026-11-24T11:59:00.123456Z' }, count: 1 }),
          event({ eventTime: '2026-11-24T11:10:00.000000Z', message: 'two\nlines', lastTimestamp: null }),
          event(),
        ]),
      }),
      few,
    );

    const common = {
      namespace: 'shop',
      involved: { kind: 'ReplicaSet', name: 'web-5d9c' },
      message: 'Error creating: no',
    };
    expect(await value).toEqual({
      events: [
        { ...common, count: 40, lastSeen: '2026-11-24T11:59:00.123Z' },
        { ...common, count: 12, lastSeen: '2026-11-24T11:30:00.000Z' },
        { ...common, message: 'two lines', count: 1, lastSeen: '2026-11-24T11:10:00.000Z' },
        { ...common, count: 1, lastSeen: '2026-11-24T11:00:00.000Z' },
      ],
      truncated: false,
    });
    expect(fake.asked).toEqual([
      '/api/v1/events?fieldSelector=type%3DWarning%2Creason%3DFailedCreate&limit=200',
    ]);
  });

  it('say when there are more than one page', async () => {
    const { fake, value } = await gatherFrom(
      failedCreateEvents,
      () => ({ body: listOf([event()], { continue: 'more' }) }),
      few,
    );

    expect(await value).toMatchObject({ truncated: true });
    expect(fake.asked).toHaveLength(1);
  });

  it('are not looked for among very many events, which is said and is not none', async () => {
    const { fake, value } = await gatherFrom(failedCreateEvents, serving({}), counting({ events: 20_001 }));

    await expect(value).rejects.toMatchObject({
      reason: 'overBudget',
      detail:
        'The cluster has 20,001 events, and finding the few that matter would read them all from etcd; an audit does so up to 20,000.',
    });
    expect(fake.asked).toEqual([]);
  });

  it.each([
    ['forbidden', knowing(forbidden)],
    ['notCollected', counting({ pods: 3 })],
  ])('without a count of events are %s', async (reason, given) => {
    const { value } = await gatherFrom(failedCreateEvents, serving({}), given);

    await expect(value).rejects.toMatchObject({ reason });
  });
});
