import type { Child } from 'hono/jsx';
import type { FigureName } from '../../figures.ts';
import { severities } from '../../model.ts';
import type { Trend, Trends } from '../../report/trend.ts';
import { TimeChart } from '../chart.tsx';
import type { Chart, Series } from '../chart/series.ts';
import type { Html } from '../html.tsx';
import { nameText } from '../parts/text.ts';
import { changeWords } from './change-words.ts';
import { axisOf, formatOf, isWhole, titleText } from './figure-text.ts';
import { expectedOf, pointsOf, rowNameOf } from './trend-points.ts';

interface TrendChartProps {
  readonly id: string;
  readonly title: string;
  readonly trends: Trends;
  /** Whose: names one point where each is one of them. */
  readonly of: 'Audit' | 'Sweep';
  /** All of one unit; one that is not among the trends is left out. */
  readonly figures: readonly FigureName[];
  readonly stacked?: boolean;
  readonly top?: number;
  readonly bound?: Chart['bound'];
  /** Said beside how it was a week before. */
  readonly note?: Child;
  readonly empty?: string;
}

/** Figures over time; a single one beside how it was a week before, and with its forecast when it has one. */
export function TrendChart(props: TrendChartProps): Html {
  const { id, title, trends, of, figures, stacked = false, top, bound, note = null, empty } = props;
  const found = trendsOf(trends, figures);
  const [first, second] = found;
  const alone = second === undefined ? first : undefined;
  const unit = first?.unit ?? 'objects';
  const change = alone === undefined || !isSeen(alone) ? null : changeWords(alone);
  return (
    <TimeChart
      id={id}
      title={title}
      axis={axisOf(unit)}
      format={formatOf(unit)}
      base={unit === 'bytes' ? 1024 : 1000}
      series={found.map(seriesOf)}
      whole={isWhole(unit)}
      stacked={stacked}
      span={{ from: new Date(trends.from), to: new Date(trends.to) }}
      before={pointsOf(alone?.before ?? [])}
      forecast={expectedOf(alone?.forecast ?? null)}
      top={top}
      bound={bound}
      empty={empty}
      row={rowNameOf(trends.grain, of)}
      note={
        change === null && note === null ? null : (
          <>
            {change} {note}
          </>
        )
      }
    />
  );
}

/** The trends of these figures, in their order. */
function trendsOf({ series }: Trends, figures: readonly FigureName[]): readonly Trend[] {
  return figures.flatMap((figure) => series.find(({ metric }) => metric === figure) ?? []);
}

/** The trend of a figure, if any of it was seen. */
export function seenTrend(trends: Trends, figure: FigureName): Trend | undefined {
  return trends.series.find((trend) => trend.metric === figure && isSeen(trend));
}

function isSeen({ points }: Trend): boolean {
  return points.some(({ value }) => value !== null);
}

function seriesOf({ metric, title, points }: Trend): Series {
  const tone = severities.find((severity) => metric === `findings.${severity}`);
  const name = metric.startsWith('objects:') ? nameText(title) : titleText(title);
  return { name, points: pointsOf(points), ...(tone === undefined ? {} : { tone }) };
}
