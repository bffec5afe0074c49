/** Figures of trends as people read them. */
import type { FigureUnit } from '../../figures.ts';
import { countOf, formatBytes, formatCount, formatPercent, formatRate } from '../../shared/format.ts';
import { nameText } from '../parts/text.ts';

/** As short as at an axis: `83`, `6.1 GiB`, `57 %`, `61.3`. */
export function formatOf(unit: FigureUnit): (value: number) => string {
  if (unit === 'bytes') return formatBytes;
  if (unit === 'ratio') return formatPercent;
  if (unit === 'requestsPerSecond') return formatRate;
  return formatCount;
}

/** What the values count, where their texts do not say it. */
export function axisOf(unit: FigureUnit): string | undefined {
  if (unit === 'bytes' || unit === 'ratio') return undefined;
  if (unit === 'points') return 'of 100';
  return unit === 'requestsPerSecond' ? 'requests/s' : unit;
}

/** The title of a figure at the beginning of a line; etcd keeps its own spelling. */
export function titleText(title: string): string {
  const text = nameText(title);
  return text.startsWith('etcd') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether there is nothing between two whole values. */
export function isWhole(unit: FigureUnit): boolean {
  return unit === 'points' || unit === 'objects' || unit === 'findings' || unit === 'requests';
}

/** With its unit, for sentences; never negative. */
export function amountText(value: number, unit: FigureUnit): string {
  if (unit === 'bytes' || unit === 'ratio') return formatOf(unit)(value);
  if (unit === 'requestsPerSecond') return `${formatRate(value)} requests/s`;
  return countOf(Math.round(value), unit.slice(0, -1));
}

/** How far two values are apart: of shares in points of a hundred, because per cent of per cent are misread. */
export function differenceText(difference: number, unit: FigureUnit): string {
  const size = Math.abs(difference);
  return unit === 'ratio'
    ? `${formatRate(size * 100)} percentage ${size === 0.01 ? 'point' : 'points'}`
    : amountText(size, unit);
}
