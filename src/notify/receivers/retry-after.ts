/** How long the other side wants to be left alone. */

const mostSeconds = 6 * 3_600;

/** Seconds or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after), at most six hours; null for neither. */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : secondsUntil(text, now);
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 1), mostSeconds);
}

/** The form that HTTP prescribes: `Date.parse` takes nearly anything for a date. */
function secondsUntil(text: string, now: Date): number {
  if (!/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)) return Number.NaN;
  return Math.ceil((Date.parse(text) - now.getTime()) / 1000);
}
