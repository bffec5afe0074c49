import { expect, test } from 'vitest';
import { usualMeanMs } from '../../../src/checks/support/client-habit.ts';
import type { ObservedClient } from '../../../src/observation.ts';
import { ago } from '../../support/evidence.ts';
import { observation } from '../../support/history.ts';

const now = new Date(ago(0));
const client = { program: 'argocd', username: 'argo' };

function seen(meanMs: number, given: Partial<ObservedClient> = {}): ObservedClient {
  return { userAgent: 'argocd/v1', username: 'argo', requests: 10, meanMs, ...given };
}

/** One audit each so many hours, newest first. */
function audits(hours: number, means: readonly (number | null)[]) {
  return means.map((mean, index) =>
    observation((index + 1) * hours * 3_600, { clients: mean === null ? [] : [seen(mean)] }),
  );
}

test('the usual latency is the median of the audits, which one bad hour does not move', () => {
  expect(usualMeanMs(client, audits(12, [40, 40, 40, 900, 40, 50, 50, 50, 50, 50]), now)).toBe(50);
});

test.each([
  ['nine audits', audits(12, Array<number>(9).fill(40)), null],
  ['ten audits over three days', audits(8, Array<number>(10).fill(40)), 40],
  ['ten audits over less', audits(7, Array<number>(10).fill(40)), null],
  ['audits in which it was not among the busiest', audits(12, Array<null>(12).fill(null)), null],
  ['audits that saw no clients', [observation(3_600)], null],
  ['no audits', [], null],
])('%s', (_, observations, expected) => {
  expect(usualMeanMs(client, observations, now)).toBe(expected);
});

test('audits of more than a week ago do not count', () => {
  const old = audits(24, Array<number>(10).fill(40));

  expect(usualMeanMs(client, old, now)).toBeNull();
});

test('all versions of a program under one user are one, by their requests; others are not', () => {
  const clients = [
    seen(100, { userAgent: 'argocd/v2', requests: 30 }),
    seen(20, { requests: 10 }),
    seen(9_000, { username: 'other' }),
    seen(9_000, { userAgent: 'flux/v2' }),
  ];
  const observations = Array.from({ length: 12 }, (_, index) =>
    observation((index + 1) * 43_200, { clients }),
  );

  expect(usualMeanMs(client, observations, now)).toBe(80);
});
