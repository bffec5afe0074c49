import type { Unit } from '../../model.ts';
import {
  countOf,
  formatBytes,
  formatDuration,
  formatLatency,
  formatPercent,
  formatRate,
} from '../../shared/format.ts';

/** A number with its unit: `8 GiB`, `50 %`, `10,000 objects`. */
export function measureText(value: number, unit: Unit): string {
  if (unit === 'bytes') return formatBytes(value);
  // A bound is told with all its digits, where a figure would be "under 0.1 %".
  if (unit === 'ratio')
    return value < 0.001 ? `${Number((value * 100).toPrecision(2))} %` : formatPercent(value);
  if (unit === 'seconds') return value < 60 ? formatLatency(value * 1_000) : formatDuration(value);
  if (unit === 'requestsPerSecond') return `${formatRate(value)} requests/s`;
  if (unit === 'objectsPerSecond') return `${formatRate(value)} objects/s`;
  if (unit === 'objectsPerDay') return `${countOf(value, 'object')} a day`;
  if (unit === 'changesPerDay') return `${formatRate(value)} changes a day`;
  return countOf(value, unit.slice(0, -1));
}
