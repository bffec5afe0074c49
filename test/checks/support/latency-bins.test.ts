import { expect, test } from 'vitest';
import { longestRun, mergeBins } from '../../../src/checks/support/latency-bins.ts';
import type { LatencyBin } from '../../../src/evidence/logs/latency-by-client.ts';
import { ago } from '../../support/evidence.ts';

function bin(index: number, requests: number, meanMs: number): LatencyBin {
  return { at: ago(6_000 - index * 300), requests, meanMs, p99Ms: meanMs * 2 };
}

const isSlow = ({ meanMs }: LatencyBin): boolean => meanMs > 100;

test('bins of one moment are one, weighted by their requests', () => {
  expect(mergeBins([bin(1, 10, 100), bin(0, 5, 20), bin(1, 30, 200)])).toEqual([
    bin(0, 5, 20),
    { at: bin(1, 0, 0).at, requests: 40, meanMs: 175, p99Ms: 400 },
  ]);
});

test('the longest run wins, and a bin without requests ends one', () => {
  const bins = [bin(0, 1, 200), bin(1, 1, 200), bin(3, 1, 200), bin(4, 3, 400), bin(5, 1, 200), bin(6, 1, 9)];

  expect(longestRun(bins, 300, isSlow)).toEqual({
    since: bin(3, 0, 0).at,
    bins: [bin(3, 1, 200), bin(4, 3, 400), bin(5, 1, 200)],
    requests: 5,
    meanMs: 320,
  });
});

test('without a slow bin there is no run', () => {
  expect(longestRun([bin(0, 1, 100)], 300, isSlow)).toBeNull();
  expect(longestRun([], 300, isSlow)).toBeNull();
});
