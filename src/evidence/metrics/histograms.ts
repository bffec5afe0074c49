/** Histograms of one scrape, added up while they stream past: a large cluster has a hundred thousand buckets. */
import type { Sample } from '../../kubernetes/metrics-text.ts';
import { metricNames } from './names.ts';

/** Series of one histogram that agree in what is kept of their labels are one. */
export interface HistogramFamily {
  /** Upper bounds of the buckets in the order in which they came, the same for all series. */
  readonly bounds: readonly number[];
  readonly series: readonly HistogramSeries[];
}

interface HistogramSeries {
  /** Values of the kept labels, in their order; empty text for one that is not there. */
  readonly labels: readonly string[];
  /** Calls up to each bound, in the order of the bounds. */
  readonly counts: readonly number[];
}

/** Labels by which the buckets of a metric are told apart. */
const keptLabels: ReadonlyMap<string, readonly string[]> = new Map([
  // `type` up to 1.33, `group` and `resource` from 1.34.
  [metricNames.etcdDurations[0], ['operation', 'type', 'group', 'resource']],
  [metricNames.webhookDurations[0], ['name', 'type', 'operation']],
  [metricNames.queueWaits[0], ['priority_level']],
]);

interface Family extends HistogramFamily {
  readonly bounds: number[];
  readonly series: (HistogramSeries & { readonly counts: number[] })[];
  readonly places: Map<string, number>;
  readonly byLabels: Map<string, number[]>;
}

export function createHistograms() {
  const families = new Map<string, Family>();

  /** Adds one bucket; false when the sample is none of a histogram that is kept. */
  function take({ name, labels, value }: Sample): boolean {
    const kept = keptLabels.get(name);
    if (kept === undefined) return false;
    const known = families.get(name);
    const family = known ?? { bounds: [], series: [], places: new Map(), byLabels: new Map() };
    if (known === undefined) families.set(name, family);
    const place = placeOf(family, labels.get('le') ?? '');
    const counts = countsOf(
      family,
      kept.map((label) => labels.get(label) ?? ''),
    );
    counts[place] = (counts[place] ?? 0) + value;
    return true;
  }

  return { take, families: families as ReadonlyMap<string, HistogramFamily> };
}

/** Servers print `1` where OpenMetrics prints `1.0`, so bounds are numbers. */
function placeOf({ bounds, places }: Family, le: string): number {
  const known = places.get(le);
  if (known !== undefined) return known;
  const place = bounds.length;
  bounds.push(le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le));
  places.set(le, place);
  return place;
}

function countsOf({ series, byLabels }: Family, labels: readonly string[]): number[] {
  const key = labels.join('\0');
  const known = byLabels.get(key);
  if (known !== undefined) return known;
  const counts: number[] = [];
  series.push({ labels, counts });
  byLabels.set(key, counts);
  return counts;
}
