/** Where the time axis has its marks: on whole hours, days, Mondays or months, UTC, at even distances. */
const hour = 60 * 60_000;
const day = 24 * hour;
const steps = [hour / 4, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day];
/** 1 January 1970 was a Thursday. */
const firstMonday = 4 * day;
const monthSteps = [1, 2, 3, 6, 12];

/** Some ticks, at most `most`, from one moment to another, both included. */
export function timeTicks(from: Date, to: Date, most: number): readonly Date[] {
  const span = to.getTime() - from.getTime();
  // One more than there are steps may fit in.
  const step = steps.find((candidate) => Math.floor(span / candidate) < most);
  return step === undefined ? monthTicks(from, to, most) : evenTicks(from, to, step);
}

function evenTicks(from: Date, to: Date, step: number): readonly Date[] {
  const start = step < 7 * day ? 0 : firstMonday;
  const first = start + Math.ceil((from.getTime() - start) / step) * step;
  const count = Math.max(0, Math.floor((to.getTime() - first) / step) + 1);
  return Array.from({ length: count }, (_, place) => new Date(first + place * step));
}

function monthTicks(from: Date, to: Date, most: number): readonly Date[] {
  const first = from.getUTCFullYear() * 12 + from.getUTCMonth();
  const last = to.getUTCFullYear() * 12 + to.getUTCMonth();
  const months = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  const step = monthSteps.find((candidate) => months.length / candidate <= most) ?? 12;
  return months
    .filter((month) => month % step === 0)
    .map((month) => new Date(Date.UTC(Math.floor(month / 12), month % 12, 1)))
    .filter((at) => at >= from && at <= to);
}
