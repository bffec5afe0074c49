const day = 24 * 60 * 60_000;

/** A tick of the time axis: hours within some days, days within some months, else months. */
export function tickText(tick: Date, span: number): string {
  const date = (options: Intl.DateTimeFormatOptions) =>
    tick.toLocaleDateString('en-GB', { ...options, timeZone: 'UTC' });
  const time = tick.toISOString().slice(11, 16);
  if (span > 300 * day) return date({ month: 'short', year: 'numeric' });
  if (span > 4 * day || time === '00:00') return date({ day: 'numeric', month: 'short' });
  return time;
}
