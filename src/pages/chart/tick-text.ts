import { dayText, monthText } from '../parts/time.tsx';

const day = 24 * 60 * 60_000;

/** A tick of the time axis: hours within some days, days within some months, else months. */
export function tickText(tick: Date, span: number): string {
  const time = tick.toISOString().slice(11, 16);
  if (span > 120 * day) return monthText(tick);
  return span > 4 * day || time === '00:00' ? dayText(tick) : time;
}
