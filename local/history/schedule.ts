/** When the sweeps of the past took place. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const hourOfDay = 4;
/** The newest days are looked at more closely by whoever opens the pages, and by checks of the last day. */
const hoursBetween = [6, 6, 12] as const;
/** So that the first sweep of the present reads the log from there on, and not much of it. */
const lastMinutes = 20;

/** Of the days before a time, oldest first: one each day, more in the last ones, and one just before. */
export function pastSweeps(days: number, until: Date): readonly Date[] {
  if (days === 0) return [];
  const last = until.getTime() - lastMinutes * minute;
  const midnight = Math.floor(last / day) * day;
  const times: number[] = [];
  for (let ago = days; ago >= 0; ago -= 1) {
    const first = midnight - ago * day + hourOfDay * hour;
    for (let at = first; at < first + day; at += (hoursBetween[ago] ?? 24) * hour) times.push(at);
  }
  // The next would be in the way of the last.
  return [...times.filter((at) => at < last - hour), last].map((at) => new Date(at));
}
