/** From one sweep to a month of them, with what the timers do beside. */
import type { Usage } from './bill.ts';
import type { FunctionUse, StoredSweepOutcome, TableBytes } from './stored-sweep.ts';

/** Hours of a month, as the vendor's calculator has them; a sweep starts in each. */
export const hours = 730;
const daysOfMonth = 30;
const sweepsOfDay = 24;
/** plan-reports runs every five minutes. */
const reportsOfHour = 12;
/** Retention where no setting says otherwise. */
const keptDays = 90;
const keptDailyDays = 1_095;
/** What a survey left for the audits is removed by the night after the next. */
const keptEvidenceDays = 2;
/** What the sizing of infra/ starts with. */
export const usualMemoryGb = 2;
/** A line, or a request, with all that is stored with it. */
const telemetryBytes = 1_000;
const gb = 1_000_000_000;

/** Six queues and a poison queue for each, looked into every two seconds (host.json) by one instance all month. */
export const queuePollsAtMost = (12 * hours * 3_600) / 2;

export interface Assumed {
  /** So many times the fleet that was measured. */
  readonly times?: number;
  readonly memoryGb?: number;
  /** `shared`, as measured; `alone`, the most that scaling out can cost. */
  readonly instances?: 'shared' | 'alone';
}

export function usageOf(
  outcome: StoredSweepOutcome,
  { times = 1, memoryGb = usualMemoryGb, instances = 'shared' }: Assumed = {},
): Usage {
  const { functions, requests, reports, prune, lines, bytes } = outcome;
  const executionsOfSweep = functions.reduce((sum, { executions }) => sum + executions, 0);
  // Measured for two sweeps, and more of them need fewer transactions each: this is the most.
  const pruned = (daysOfMonth * sweepsOfDay) / 2;
  const seconds =
    hours * times * busySeconds(functions, instances) +
    hours * reportsOfHour * reports.seconds +
    pruned * times * prune.seconds;
  const executions = hours * (times * executionsOfSweep + reportsOfHour) + daysOfMonth;
  return {
    gbSeconds: memoryGb * seconds,
    executions,
    tableTransactions:
      hours * (times * requests.tables + reportsOfHour * reports.transactions) +
      pruned * times * prune.transactions,
    queueOperations: hours * times * (requests.sends + requests.settles),
    storedGb: (times * keptBytes(bytes)) / gb,
    telemetryGb: ((executions + hours * times * lines) * telemetryBytes) / gb,
  };
}

export function busySeconds(functions: readonly FunctionUse[], instances: 'shared' | 'alone'): number {
  return functions.reduce(
    (sum, { seconds, secondsAlone }) => sum + (instances === 'alone' ? secondsAlone : seconds),
    0,
  );
}

/** When as much is removed as comes in. */
function keptBytes({ first, both }: TableBytes): number {
  const added = (table: string): number => (both[table] ?? 0) - (first[table] ?? 0);
  const bySweep = ['Sweeps', 'Ledger', 'Audits', 'NotifyState', 'Rollups'].reduce(
    (sum, table) => sum + added(table),
    0,
  );
  // The second sweep is of another hour and of the same day.
  const byDay = (first['Rollups'] ?? 0) - added('Rollups');
  const standing = ['Latest', 'Findings', 'Notes'].reduce((sum, table) => sum + (both[table] ?? 0), 0);
  return (
    bySweep * keptDays * sweepsOfDay +
    byDay * keptDailyDays +
    added('Evidence') * keptEvidenceDays * sweepsOfDay +
    standing
  );
}
