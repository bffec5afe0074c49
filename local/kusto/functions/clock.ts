/** Functions of datetime and timespan. */
import { constantOf, textOf } from '../expression.ts';
import { dateOfTicks, floorDivide, ticksOfDate, ticksPerDay } from '../time.ts';
import { longOfReal, type Value } from '../value.ts';
import { argumentAt, ofOne, type ScalarFunction } from './define.ts';

/** With an argument, the moment that lies so far ahead. */
const now: ScalarFunction = (args, call) => shifted(args, call, 1n);

const ago: ScalarFunction = (args, call) => shifted(args, call, -1n);

function shifted(
  args: Parameters<ScalarFunction>[0],
  call: Parameters<ScalarFunction>[1],
  direction: bigint,
) {
  const span = args[0]?.evaluate;
  if (span === undefined) return () => call.now;
  return (row: readonly Value[]): Value => {
    const ticks = span(row);
    return typeof ticks === 'bigint' ? call.now + direction * ticks : null;
  };
}

const spans: Readonly<Record<string, bigint>> = {
  week: 7n * ticksPerDay,
  day: ticksPerDay,
  hour: ticksPerDay / 24n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
};

/** Counts the boundaries of the unit between two moments: https://learn.microsoft.com/en-us/kusto/query/datetime-diff-function. */
const datetimeDiff: ScalarFunction = (args, call) => {
  const unit = textOf(constantOf(args[0], call), 'string').toLowerCase();
  const span = spans[unit];
  const place = span === undefined ? calendar[unit] : (ticks: bigint) => weekStart(unit, ticks, span);
  if (place === undefined) return call.unsupported(`datetime_diff() in ${unit}`);
  const [first, second] = [argumentAt(args, 1, call).evaluate, argumentAt(args, 2, call).evaluate];
  return (row) => {
    const [a, b] = [first(row), second(row)];
    return typeof a === 'bigint' && typeof b === 'bigint' ? place(a) - place(b) : null;
  };
};

/** Tick 0 is a Monday and weeks begin on Sunday. */
function weekStart(unit: string, ticks: bigint, span: bigint): bigint {
  return floorDivide(unit === 'week' ? ticks + ticksPerDay : ticks, span);
}

const calendar: Readonly<Record<string, (ticks: bigint) => bigint>> = {
  year: (ticks) => BigInt(dateOfTicks(ticks).getUTCFullYear()),
  quarter: (ticks) => floorDivide(months(ticks), 3n),
  month: months,
};

function months(ticks: bigint): bigint {
  const date = dateOfTicks(ticks);
  return BigInt(date.getUTCFullYear() * 12 + date.getUTCMonth());
}

/** The datetime a count of seconds or so after 1970 is. */
function sinceUnixEpoch(ticksPerUnit: number): ScalarFunction {
  const epoch = ticksOfDate(new Date(0));
  return ofOne((value) => {
    const ticks =
      typeof value === 'bigint' ? value * BigInt(ticksPerUnit) : longOfReal(Number(value) * ticksPerUnit);
    return ticks === null ? null : epoch + ticks;
  });
}

const startOfDay: ScalarFunction = (args, call) => {
  if (args.length > 1) return call.unsupported('startofday() with an offset');
  return ofOne((value) => (typeof value === 'bigint' ? floorDivide(value, ticksPerDay) * ticksPerDay : null))(
    args,
    call,
  );
};

export const clock: Readonly<Record<string, ScalarFunction>> = {
  now,
  ago,
  datetime_diff: datetimeDiff,
  startofday: startOfDay,
  unixtime_seconds_todatetime: sinceUnixEpoch(10_000_000),
  unixtime_milliseconds_todatetime: sinceUnixEpoch(10_000),
};
