import { expect, test } from 'vitest';
import type { Logger } from '../../src/shared/logger.ts';
import type { Cutoffs, Pruned } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { pruneHistory } from '../../src/sweep/prune.ts';

const retention = { auditDays: 90, hourlyDays: 30, dailyDays: 1095 };

test('each kind is kept for its own time, counted from now, and evidence for a day', async () => {
  const { cutoffs } = await pruned({}, new AbortController().signal);

  expect(cutoffs).toEqual({
    audits: new Date('2026-08-26T03:30:00.000Z'),
    hourlyRollups: new Date('2026-10-25T03:30:00.000Z'),
    dailyRollups: new Date('2023-11-25T03:30:00.000Z'),
    evidence: new Date('2026-11-23T03:30:00.000Z'),
  });
});

test('the log says how many rows went, by table', async () => {
  const { logged } = await pruned({ Audits: 24, Ledger: 12 }, new AbortController().signal);

  expect(logged).toEqual([['History pruned', { Audits: 24, Ledger: 12, complete: true, milliseconds: 0 }]]);
});

test('the log says when the time was over', async () => {
  const { logged } = await pruned({ Audits: 1 }, AbortSignal.abort());

  expect(logged).toEqual([['History pruned', { Audits: 1, complete: false, milliseconds: 0 }]]);
});

/** What a history is asked for and what is logged of its answer. */
async function pruned(answer: Pruned, signal: AbortSignal) {
  let cutoffs: Cutoffs | null = null;
  const logged: unknown[] = [];
  const write = (...line: unknown[]): void => void logged.push(line);
  const log: Logger = { info: write, warn: write, error: write };
  const history = {
    ...memoryHistory(),
    async prune(given: Cutoffs) {
      cutoffs = given;
      return answer;
    },
  };
  const now = (): Date => new Date('2026-11-24T03:30:00.000Z');
  await pruneHistory({ history, now, log }, retention, signal);
  return { cutoffs, logged };
}
