import type { Cell } from './csv-text.ts';
import { csvText } from './csv-text.ts';
import type { Trend } from './trend.ts';

const columns = ['at', 'metric', 'unit', 'value', 'low', 'high', 'kind'] as const;

/** Trends as a table: what was seen, the week before moved to where it lies, and the forecast with its band. */
export function trendsCsv({ series }: { readonly series: readonly TrendRows[] }): string {
  return csvText(columns, series.flatMap(rowsOf));
}

type TrendRows = Pick<Trend, 'unit' | 'points' | 'before' | 'forecast'> & { readonly metric: string };

function rowsOf({ metric, unit, points, before, forecast }: TrendRows): readonly (readonly Cell[])[] {
  const row = (
    kind: string,
    {
      at,
      value,
      low,
      high,
    }: { readonly at: string; readonly value: number | null; low?: number; high?: number },
  ): readonly Cell[] => [at, metric, unit, value, low ?? null, high ?? null, kind];
  return [
    ...points.map((point) => row('seen', point)),
    ...(before ?? []).map((point) => row('weekBefore', point)),
    ...(forecast?.kind === 'trend' ? forecast.points : []).map((point) => row('forecast', point)),
  ];
}
