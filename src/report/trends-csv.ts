import type { CsvCell } from './csv.ts';
import { csv } from './csv.ts';
import type { Trend, Trends } from './trend.ts';

const columns = ['at', 'metric', 'unit', 'value', 'low', 'high', 'kind'] as const;

/** Trends as a table: what was seen, the week before moved to where it lies, and the forecast with its band. */
export function trendsCsv({ series }: Pick<Trends, 'series'>): string {
  return csv(columns, series.flatMap(rowsOf));
}

function rowsOf({ metric, unit, points, before, forecast }: Trend): readonly (readonly CsvCell[])[] {
  const row = (
    kind: string,
    { at, value, low, high }: { readonly at: string; readonly value: number | null; low?: number; high?: number },
  ): readonly CsvCell[] => [at, metric, unit, value, low ?? null, high ?? null, kind];
  return [
    ...points.map((point) => row('seen', point)),
    ...(before ?? []).map((point) => row('weekBefore', point)),
    ...(forecast?.kind === 'trend' ? forecast.points : []).map((point) => row('forecast', point)),
  ];
}
