/** How long the other side wants to be left alone; null when it does not say. */

const longest = 24 * 3_600;

export function retryAfterSeconds(
  headers: { get(name: string): string | null },
  now: Date = new Date(),
): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), longest);
  // A date, as HTTP writes it; Date.parse alone takes "-5" for a year.
  if (!/^[A-Z][a-z]{2}, /.test(text)) return null;
  const until = Date.parse(text);
  return Number.isNaN(until)
    ? null
    : Math.min(Math.max(0, Math.ceil((until - now.getTime()) / 1000)), longest);
}
