/** Histograms of events that happened so often and took so long on average. */
import { hashOf } from '../random.ts';
import type { HistogramSample, Labels } from './text.ts';

/** Exponentially distributed; grows with the count and never runs backwards. */
export function distribution(
  labels: Labels,
  bounds: readonly number[],
  count: number,
  mean: number,
): HistogramSample {
  return {
    labels,
    buckets: bounds.map((bound) => [bound, Math.floor(count * (1 - Math.exp(-bound / mean)))]),
    sum: count * mean,
    count,
  };
}

/** A steady number between two bounds for a name, so that no two kinds look alike. */
export function spread(name: string, low: number, high: number): number {
  return low + ((hashOf(name) % 10_007) / 10_007) * (high - low);
}

// Of request and etcd durations since 1.25:
// https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/metrics/metrics.go
export const durationBounds = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
] as const;
