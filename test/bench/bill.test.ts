import { describe, expect, test } from 'vitest';
import { billOf } from '../../bench/bill.ts';

describe('the bill of a month', () => {
  test('what is free costs nothing', () => {
    const usage = {
      gbSeconds: 100_000,
      executions: 250_000,
      tableTransactions: 0,
      queueOperations: 0,
      storedGb: 0,
      telemetryGb: 5,
    };
    const nothing = { compute: 0, executions: 0, tables: 0, queues: 0, stored: 0, telemetry: 0, total: 0 };
    expect(billOf(usage)).toEqual(nothing);
  });

  test('only what is beyond it is paid for', () => {
    const usage = {
      gbSeconds: 1_100_000,
      executions: 1_250_000,
      tableTransactions: 10_000_000,
      queueOperations: 1_000_000,
      storedGb: 10,
      telemetryGb: 6,
    };
    const bill = billOf(usage);
    expect(Object.fromEntries(Object.entries(bill).map(([line, sum]) => [line, sum.toFixed(2)]))).toEqual({
      compute: '26.00',
      executions: '0.40',
      tables: '0.36',
      queues: '0.40',
      stored: '0.45',
      telemetry: '2.30',
      total: '29.91',
    });
  });
});
