import { expect, test } from 'vitest';
import type { StoredSweepOutcome } from '../../bench/stored-sweep.ts';
import { usageOf } from '../../bench/usage.ts';

const timer = { executions: 1, seconds: 1, secondsAlone: 1 };
const outcome: StoredSweepOutcome = {
  complete: true,
  audited: 2,
  apiRequests: 20,
  apiBytes: 1_000,
  logQueries: 3,
  logSearches: 0,
  requests: { tables: 100, sends: 4, settles: 6 },
  functions: [
    { name: 'plan-sweep', executions: 1, seconds: 1, secondsAlone: 1 },
    { name: 'audit-cluster', executions: 2, seconds: 12, secondsAlone: 24 },
  ],
  lines: 5,
  bytes: {
    first: { Audits: 1_000, Rollups: 500, Evidence: 2_000, Latest: 70 },
    both: { Audits: 2_000, Rollups: 700, Evidence: 4_000, Latest: 100 },
  },
  reports: { name: 'plan-reports', ...timer, transactions: 4 },
  prune: { name: 'prune-history', ...timer, transactions: 10 },
};

test('a month has 730 sweeps, a look at the reports every five minutes, and 30 nights of removing', () => {
  expect(usageOf(outcome)).toEqual({
    gbSeconds: 2 * (730 * 13 + 8_760 + 360),
    executions: 730 * 3 + 8_760 + 30,
    tableTransactions: 730 * 100 + 8_760 * 4 + 360 * 10,
    queueOperations: 730 * 10,
    // An audit and an hour for 90 days, a day for three years, evidence for two days, the newest state once.
    storedGb: ((1_000 + 200) * 2_160 + 300 * 1_095 + 2_000 * 48 + 100) / 1e9,
    telemetryGb: ((730 * 3 + 8_760 + 30 + 730 * 5) * 1_000) / 1e9,
  });
});

test('ten times the fleet is ten times the sweep, with the same timers', () => {
  const { gbSeconds, executions, tableTransactions } = usageOf(outcome, { times: 10 });
  expect({ gbSeconds, executions, tableTransactions }).toEqual({
    gbSeconds: 2 * (730 * 130 + 8_760 + 3_600),
    executions: 730 * 30 + 8_760 + 30,
    tableTransactions: 730 * 1_000 + 8_760 * 4 + 3_600 * 10,
  });
});

test('the most is that no two executions share an instance; the memory of an instance counts in proportion', () => {
  const { gbSeconds } = usageOf(outcome, { instances: 'alone', memoryGb: 0.5 });
  expect(gbSeconds).toBe(0.5 * (730 * 25 + 8_760 + 360));
});
