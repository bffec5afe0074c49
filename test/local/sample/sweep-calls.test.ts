/** What a sweep of the sample fleet costs, counted by the services that it asks. */
import { expect, test } from 'vitest';
import { expectBounded } from '../../support/sweep-bounds.ts';
import { sweepCalls } from '../../support/sweep-calls.ts';

test('ten log queries a workspace at most, one call for the metrics of a region, two for the fleet', async () => {
  const calls = await sweepCalls();

  expectBounded(calls);
  expect(calls.graphQueries).toBe(2);
}, 90_000);
