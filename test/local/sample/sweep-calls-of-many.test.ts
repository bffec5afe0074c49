/** What a sweep of many clusters costs: an identity and an authority hold for a process, so it has a file of its own. */
import { test } from 'vitest';
import { fleetOf } from '../../../local/sample/fleet.ts';
import { expectBounded } from '../../support/sweep-bounds.ts';
import { sweepCalls } from '../../support/sweep-calls.ts';

test('no more than ten log queries for each fifty clusters of a workspace', async () => {
  const stories = fleetOf(110);
  expectBounded(await sweepCalls({ stories, logs: 'quiet', limits: false, metricsWindowSeconds: 0 }));
}, 120_000);
