/** Time spans of a log query as ISO 8601 writes them: two ends, an end and a duration, or a duration until now. */

export interface Span {
  readonly from: number;
  /** Not in it. */
  readonly to: number;
}

/** Null for what is no time span. */
export function spanOf(text: string, now: Date): Span | null {
  const [first = '', second] = text.split('/');
  const [start, end] = [timeOf(first), timeOf(second ?? '')];
  const [before, after] = [durationOf(first), durationOf(second ?? '')];
  if (start !== null && end !== null) return { from: start, to: end };
  if (start !== null && after !== null) return { from: start, to: start + after };
  if (before !== null && end !== null) return { from: end - before, to: end };
  if (before !== null && second === undefined) return { from: now.getTime() - before, to: now.getTime() };
  return null;
}

/** What lies in both. */
export function overlap(one: Span, other: Span): Span {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

function timeOf(text: string): number | null {
  const time = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function durationOf(text: string): number | null {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text);
  if (match === null || text.length < 3) return null;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
