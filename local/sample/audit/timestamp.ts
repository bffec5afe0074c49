/** Times as they stand in audit events. */

/** RFC 3339 with six digits, as the API server writes times. */
export function microseconds(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = Math.floor((milliseconds - seconds * 1000) * 1000);
  const minutes = Math.floor(seconds / 60);
  return `${minuteText(minutes)}:${padded(seconds - minutes * 60, 2)}.${padded(rest, 6)}Z`;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

let [lastMinute, lastText] = [Number.NaN, ''];

/** Most times are near the one before, and a date costs more to write than all else in an event. */
function minuteText(minutes: number): string {
  if (minutes !== lastMinute) {
    [lastMinute, lastText] = [minutes, new Date(minutes * 60_000).toISOString().slice(0, 16)];
  }
  return lastText;
}
