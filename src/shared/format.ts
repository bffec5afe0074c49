/** Figures and lists as people read them, in English and without regard to the machine's locale. */

/** `12,345`. */
export function formatCount(value: number): string {
  return withDigits(0).format(value);
}

/** `1 node`, `12,345 nodes`. */
export function countOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : plural}`;
}

/** Binary units, one decimal: `6.1 GiB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${withDigits(unit === 0 ? 0 : 1, false).format(value)} ${units[unit]}`;
}

/** `76 %`; one decimal below 10 %, and never `0 %` for what is more than nothing. */
export function formatPercent(ratio: number): string {
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.1) return 'under 0.1 %';
  return `${withDigits(percent < 10 ? 1 : 0).format(percent)} %`;
}

/** `12.5`, `0.3`, `1,200`: one decimal below 100, two below 1. */
export function formatRate(perSecond: number): string {
  const digits = perSecond < 1 ? 2 : perSecond < 100 ? 1 : 0;
  return withDigits(digits).format(perSecond);
}

/** `35 ms`, `1.4 s`, `2 min`: how long a request takes. */
export function formatLatency(milliseconds: number): string {
  if (milliseconds < 1_000) return `${formatCount(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds >= 60) return formatDuration(seconds);
  return `${withDigits(seconds < 10 ? 1 : 0).format(seconds)} s`;
}

/** The largest two units: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, 'h', minutes % 60, 'min');
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** `a, b and c`; beyond `most` names it says how many are left out. */
export function listInWords(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most);
  const left = names.length - shown.length;
  const parts = left > 0 ? [...shown, `${formatCount(left)} more`] : shown;
  const last = parts.at(-1);
  return last === undefined || parts.length === 1
    ? (last ?? '')
    : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Made once for each form: a page has thousands of figures, and making a format costs more than using it. */
function withDigits(maximumFractionDigits: number, useGrouping = true): Intl.NumberFormat {
  const form = `${maximumFractionDigits} ${useGrouping}`;
  const known = formats.get(form);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', { maximumFractionDigits, useGrouping });
  formats.set(form, made);
  return made;
}
