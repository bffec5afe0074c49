/** What a month costs: quantities times prices, less what is free. */
import { prices } from './prices.ts';

/** Of a month. */
export interface Usage {
  readonly gbSeconds: number;
  readonly executions: number;
  readonly tableTransactions: number;
  readonly queueOperations: number;
  /** Stored when nothing more is added than is removed. */
  readonly storedGb: number;
  readonly telemetryGb: number;
}

/** US dollars. */
export type Bill = Readonly<
  Record<'compute' | 'executions' | 'tables' | 'queues' | 'stored' | 'telemetry' | 'total', number>
>;

export function billOf(usage: Usage): Bill {
  const beyond = (quantity: number, free: number): number => Math.max(0, quantity - free);
  const lines = {
    compute: beyond(usage.gbSeconds, prices.freeGbSeconds) * prices.gbSecond,
    executions: beyond(usage.executions, prices.freeExecutions) * prices.execution,
    tables: usage.tableTransactions * prices.tableTransaction,
    queues: usage.queueOperations * prices.queueOperation,
    stored: usage.storedGb * prices.tableGbMonth,
    telemetry: beyond(usage.telemetryGb, prices.freeLogGb) * prices.logGb,
  };
  return { ...lines, total: Object.values(lines).reduce((sum, line) => sum + line, 0) };
}
