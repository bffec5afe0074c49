/** Reading and writing datetime and timespan, both counted in ticks of 100 ns. */

const ticksPerMillisecond = 10_000n;
const ticksPerSecond = 10_000_000n;
export const ticksPerDay = 864_000_000_000n;

/** 1970-01-01 counted from 0001-01-01, where the ticks of .NET and Kusto begin. */
const unixEpoch = 621_355_968_000_000_000n;

const iso =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/i;

export function ticksOfDate(date: Date): bigint {
  return unixEpoch + BigInt(date.getTime()) * ticksPerMillisecond;
}

export function dateOfTicks(ticks: bigint): Date {
  return new Date(Number(floorDivide(ticks - unixEpoch, ticksPerMillisecond)));
}

/** Reads ISO 8601 as far as 100 ns; digits beyond are cut. Null when it is no date. */
export function parseDatetime(text: string): bigint | null {
  // Nearly all of a log is written so, and many rows share their minute.
  if (!/^.{16}:[0-5]\d(?:\.\d{1,7})?Z$/.test(text)) return parseAny(text);
  const minute = minuteTicks(text.slice(0, 16));
  if (minute === null) return null;
  return minute + BigInt(Number(text.slice(17, 19)) * 10_000_000 + Number(text.slice(20, -1).padEnd(7, '0')));
}

const minutes = new Map<string, bigint | null>();

function minuteTicks(text: string): bigint | null {
  const known = minutes.get(text);
  if (known !== undefined) return known;
  // A day of minutes, kept from growing without end.
  if (minutes.size > 1_440) minutes.clear();
  const ticks = parseAny(`${text}:00Z`);
  minutes.set(text, ticks);
  return ticks;
}

function parseAny(text: string): bigint | null {
  const match = iso.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  date.setUTCHours(Number(hour), Number(minute) - zoneMinutes(zone), Number(second));
  return ticksOfDate(date) + BigInt(fraction.slice(0, 7).padEnd(7, '0'));
}

function zoneMinutes(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** As `tostring` writes it: `2026-01-02T03:04:05.0000000Z`. */
export function formatDatetime(ticks: bigint): string {
  const seconds = dateOfTicks(ticks).toISOString().slice(0, 19);
  return `${seconds}.${String(modulo(ticks, ticksPerSecond)).padStart(7, '0')}Z`;
}

// https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/timespan
const units: ReadonlyMap<string, bigint> = new Map(
  Object.entries({
    'd|day|days': ticksPerDay,
    'h|hr|hrs|hour|hours': ticksPerDay / 24n,
    'm|min|minute|minutes': 60n * ticksPerSecond,
    's|sec|second|seconds': ticksPerSecond,
    'ms|milli|millis|millisec|millisecond|milliseconds': ticksPerMillisecond,
    'micro|micros|microsec|microsecond|microseconds': 10n,
    'tick|ticks': 1n,
  }).flatMap(([names, ticks]) => names.split('|').map((name): [string, bigint] => [name, ticks])),
);

/** Reads `5m`, `1.5h`, `1.02:03:04.5` and a bare number, which counts days. Null when it is no timespan. */
export function parseTimespan(text: string): bigint | null {
  const trimmed = text.trim();
  const sign = trimmed.startsWith('-') ? -1n : 1n;
  const clock = /^-?(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/.exec(trimmed);
  if (clock !== null) {
    const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock;
    const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
    return sign * (whole * ticksPerSecond + BigInt(fraction.padEnd(7, '0')));
  }
  const amount = /^-?(\d+)(?:\.(\d+))?\s*([a-z]*)$/i.exec(trimmed);
  const unit = units.get(amount?.[3]?.toLowerCase() || 'd');
  if (amount === null || unit === undefined) return null;
  const [, whole = '0', fraction = ''] = amount;
  const scale = 10n ** BigInt(fraction.length);
  return (sign * BigInt(whole + fraction) * unit) / scale;
}

/** As `tostring` writes it: `1.02:03:04.5000000`, without days and fraction where they are zero. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / ticksPerDay;
  const clock = [
    (size / (3600n * ticksPerSecond)) % 24n,
    (size / (60n * ticksPerSecond)) % 60n,
    (size / ticksPerSecond) % 60n,
  ];
  const fraction = size % ticksPerSecond;
  return [
    ticks < 0n ? '-' : '',
    days > 0n ? `${days}.` : '',
    clock.map((part) => String(part).padStart(2, '0')).join(':'),
    fraction > 0n ? `.${String(fraction).padStart(7, '0')}` : '',
  ].join('');
}

/** Division that rounds down also below zero. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n !== by < 0n ? quotient - 1n : quotient;
}

/** The remainder that is never negative. */
export function modulo(value: bigint, by: bigint): bigint {
  const size = by < 0n ? -by : by;
  return ((value % size) + size) % size;
}
