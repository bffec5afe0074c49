/** What a month of hourly sweeps costs: counted and timed for 10 and 100 clusters, ten times the latter for 1,000. */
import type { Usage } from './bill.ts';
import { billOf } from './bill.ts';
import { bestOf } from './child.ts';
import type { Measure } from './measure.ts';
import { extras } from './month-extras.ts';
import { pricesOf } from './prices.ts';
import type { StoredSweepOutcome } from './stored-sweep.ts';
import { busySeconds, usageOf } from './usage.ts';

export async function measureMonthCost(): Promise<readonly Measure[]> {
  const ten = await outcomeOf(10);
  const hundred = await outcomeOf(100);
  console.error(`Prices: ${pricesOf.region}, read on ${pricesOf.readOn} (bench/prices.ts).`);
  return [
    ...sweepMeasures(hundred),
    ...quantities('100 clusters', usageOf(hundred)),
    ...billMeasures('10 clusters', ten, 1),
    ...billMeasures('100 clusters', hundred, 1),
    // Work and storage grow with clusters; the timers do not.
    ...billMeasures('1,000 clusters', hundred, 10),
    ...extras(hundred),
  ];
}

async function outcomeOf(clusters: number): Promise<StoredSweepOutcome> {
  const outcome = await bestOf<StoredSweepOutcome>(1, () => 0, 'stored-sweep-once.ts', String(clusters));
  if (!outcome.complete) throw new Error(`The sweep of ${clusters} clusters is not complete.`);
  return outcome;
}

function sweepMeasures({ requests, functions, ...outcome }: StoredSweepOutcome): readonly Measure[] {
  const named = (what: string, value: number, unit = ''): Measure => ({
    what: `a sweep of 100 clusters: ${what}`,
    value,
    unit,
  });
  return [
    named('storage transactions of tables', requests.tables),
    named('messages sent', requests.sends),
    named('messages taken and deleted', requests.settles),
    ...functions.flatMap(({ name, executions, seconds }) => [
      named(`${name}, executions`, executions),
      named(`${name}, seconds billed`, seconds, 's'),
    ]),
    named('seconds billed, each execution on an instance of its own', busySeconds(functions, 'alone'), 's'),
    named('log queries, free', outcome.logQueries),
    named('log queries that are paid for by what they scan', outcome.logSearches),
    named('requests to API servers', outcome.apiRequests),
    named('bytes from API servers', outcome.apiBytes / 1_000_000, 'MB'),
    named('lines of the log', outcome.lines),
    named('storage transactions of plan-reports, every five minutes', outcome.reports.transactions),
    named('storage transactions to remove two sweeps', outcome.prune.transactions),
  ];
}

function quantities(fleet: string, usage: Usage): readonly Measure[] {
  const named = (what: string, value: number, unit: string): Measure => ({
    what: `${fleet}, a month: ${what}`,
    value,
    unit,
  });
  return [
    named('memory time', usage.gbSeconds, 'GB-s'),
    named('executions', usage.executions, ''),
    named('transactions of tables', usage.tableTransactions, ''),
    named('operations of queues', usage.queueOperations, ''),
    named('stored', usage.storedGb, 'GB'),
    named('telemetry', usage.telemetryGb, 'GB'),
  ];
}

function billMeasures(fleet: string, outcome: StoredSweepOutcome, times: number): readonly Measure[] {
  const named = (what: string, value: number): Measure => ({
    what: `${fleet}, a month: ${what}`,
    value,
    unit: '$',
  });
  const bill = billOf(usageOf(outcome, { times }));
  return [
    ...Object.entries(bill).map(([line, sum]) => named(line, sum)),
    named('total with 512 MB', billOf(usageOf(outcome, { times, memoryGb: 0.5 })).total),
    named(
      'total, each execution on an instance of its own',
      billOf(usageOf(outcome, { times, instances: 'alone' })).total,
    ),
  ];
}
