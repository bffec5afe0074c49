/** Moments as people read them, in UTC. */

/** `24 Nov 2026, 04:10 UTC`; what is no date stays as it is. */
export function momentText(at: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  return `${dateText(at)}, ${moment.toISOString().slice(11, 16)} UTC`;
}

/** `24 Nov 2026`; what is no date stays as it is. */
export function dateText(at: string): string {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? at : `${dayText(moment)} ${moment.getUTCFullYear()}`;
}

/** `24 Nov`. */
export function dayText(moment: Date): string {
  return `${moment.getUTCDate()} ${months[moment.getUTCMonth()]}`;
}

/** `Nov 2026`. */
export function monthText(moment: Date): string {
  return `${months[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
}

/** A page of a thousand clusters has many dates, and asking for a locale's format is slow. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
