import { describe, expect, test } from 'vitest';
import type { LatestAudit, NotAudited } from '../../src/model.ts';
import type { Fleet } from '../../src/sweep/context.ts';
import { vanishedFrom } from '../../src/sweep/vanished.ts';
import { aCluster, aNewest, minute, sweepId } from '../store/builders.ts';

const gone = aCluster('gone');

function fleetOf(given: Partial<Fleet> & { readonly names?: readonly string[] } = {}): Fleet {
  const { names = [], ...rest } = given;
  const clusters = names.map((name) => ({ cluster: aCluster(name), skip: null, evidence: {} }));
  return { clusters, leftOut: new Map(), unseen: [], ...rest };
}

function row(name: string, state?: NotAudited['state']): LatestAudit {
  return {
    cluster: aCluster(name),
    newest: aNewest(),
    ...(state === undefined
      ? {}
      : { notAudited: { sweepId: sweepId(10), at: minute(12).toISOString(), why: 'Why.', state } }),
  };
}

describe('a cluster of the last sweep', () => {
  test('that is still there has not vanished', () => {
    expect(vanishedFrom(fleetOf({ names: ['gone', 'new'] }), [row('gone')])).toEqual([]);
  });

  test('that is stopped has not vanished', () => {
    const stopped = { cluster: gone, skip: 'It is stopped.', evidence: {} };

    expect(vanishedFrom(fleetOf({ clusters: [stopped] }), [row('gone')])).toEqual([]);
  });

  test('that was not found has, whatever became of its last audit', () => {
    const why =
      'It was in the fleet before and was not found: deleted, moved, or the auditor may not read it any more.';

    expect(vanishedFrom(fleetOf(), [row('gone')])).toEqual([{ cluster: gone, state: 'vanished', why }]);
    for (const state of ['failed', 'missed', 'skipped'] as const) {
      expect(vanishedFrom(fleetOf(), [row('gone', state)])).toEqual([
        { cluster: gone, state: 'vanished', why },
      ]);
    }
  });

  test('that was told before is not told again', () => {
    expect(vanishedFrom(fleetOf(), [row('gone', 'vanished')])).toEqual([]);
  });

  test('that a rule leaves out now is gone for that reason', () => {
    const leftOut = new Map([[gone.key, 'FLEET_EXCLUDE_NAMES has "go*".']]);

    expect(vanishedFrom(fleetOf({ leftOut, unseen: ['A subscription is hidden.'] }), [row('gone')])).toEqual([
      {
        cluster: gone,
        state: 'vanished',
        why: 'It does not belong to the fleet any more. FLEET_EXCLUDE_NAMES has "go*".',
      },
    ]);
  });

  test('may be in a part that could not be seen', () => {
    const unseen = ['The subscription s-1 cannot be read. Assign Reader.', 'And another.'];

    expect(vanishedFrom(fleetOf({ unseen }), [row('gone')])).toEqual([
      {
        cluster: gone,
        state: 'vanished',
        why: 'It was in the fleet before and was not found, and part of the fleet could not be seen: The subscription s-1 cannot be read. Assign Reader.',
      },
    ]);
  });
});
