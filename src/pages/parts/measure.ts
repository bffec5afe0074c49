import type { Unit } from '../../model.ts';
import { countOf, formatBytes, formatDuration, formatPercent, formatRate } from '../../shared/format.ts';

/** A number with its unit: `8 GiB`, `50 %`, `10,000 objects`. */
export function measureText(value: number, unit: Unit): string {
  if (unit === 'bytes') return formatBytes(value);
  if (unit === 'ratio') return formatPercent(value);
  if (unit === 'seconds') return formatDuration(value);
  if (unit === 'requestsPerSecond') return `${formatRate(value)} requests/s`;
  if (unit === 'objectsPerSecond') return `${formatRate(value)} objects/s`;
  if (unit === 'objectsPerDay') return `${countOf(value, 'object')} a day`;
  return countOf(value, unit.slice(0, -1));
}
