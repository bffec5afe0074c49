/** Requests that priority and fairness turned away, by priority level, as one API server counts them. */
import type { ApiMetrics, RejectedRequests } from '../../evidence/api-metrics.ts';

export interface LevelRejections {
  readonly priorityLevel: string;
  /** Between two scrapes; else since the API server started. */
  readonly recent: boolean;
  readonly rejected: number;
  /** Of all requests of this API server in that time; null when it does not tell them. */
  readonly share: number | null;
  /** Sorted. */
  readonly flowSchemas: readonly string[];
  /** Sorted. */
  readonly reasons: readonly string[];
}

export interface RejectionBounds {
  readonly share: number;
  readonly minimum: number;
}

/** Levels over the bounds: in the window where there are enough rejections, else over the life of the process. */
export function rejectionsOver(
  { rejected, requests }: ApiMetrics,
  bounds: RejectionBounds,
): readonly LevelRejections[] {
  return [...Map.groupBy(rejected, ({ priorityLevel }) => priorityLevel)]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([priorityLevel, series]) => {
      const periods = [
        { recent: true, rejected: sum(series, (one) => one.inWindow), all: requests?.all.inWindow ?? null },
        {
          recent: false,
          rejected: sum(series, (one) => one.sinceStart),
          all: requests?.all.sinceStart ?? null,
        },
      ].map(({ all, ...period }) => ({
        ...period,
        share: all === null || all === 0 ? null : period.rejected / all,
      }));
      const over = periods.find(
        (period) =>
          period.rejected >= bounds.minimum && (period.share === null || period.share > bounds.share),
      );
      if (over === undefined) return [];
      const guilty = series.filter((one) => ((over.recent ? one.inWindow : one.sinceStart) ?? 0) > 0);
      return [
        {
          priorityLevel,
          ...over,
          flowSchemas: unique(guilty.map(({ flowSchema }) => flowSchema)),
          reasons: unique(guilty.map(({ reason }) => reason)),
        },
      ];
    });
}

function sum(series: readonly RejectedRequests[], countOf: (one: RejectedRequests) => number | null): number {
  return series.reduce((total, one) => total + (countOf(one) ?? 0), 0);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
