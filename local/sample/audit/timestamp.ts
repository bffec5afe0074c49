/** Times as they stand in audit events. */

/** RFC 3339 with six digits, as the API server writes times. */
export function microseconds(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = Math.floor((milliseconds - seconds * 1000) * 1000);
  return `${secondText(seconds)}.${String(rest).padStart(6, '0')}Z`;
}

let [lastSecond, lastText] = [Number.NaN, ''];

/** Most events are near the one before, and a date costs more to write than all else in them. */
function secondText(seconds: number): string {
  if (seconds !== lastSecond) {
    [lastSecond, lastText] = [seconds, new Date(seconds * 1000).toISOString().slice(0, 19)];
  }
  return lastText;
}
