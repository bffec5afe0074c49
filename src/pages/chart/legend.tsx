import type { Html } from '../html.tsx';
import { strokesAt } from './hatch.tsx';
import type { Chart, Series } from './series.ts';
import { toneOf } from './series.ts';

/** What each line is, newest value included, so that the colours need not be told apart. */
export function Legend(chart: Chart): Html | null {
  const { series, stacked = false, before = [], forecast = [], format } = chart;
  const ranged = !stacked && series.some(({ points }) => points.some(({ low, high }) => low !== high));
  const alone = series.length < 2 && before.length === 0 && forecast.length === 0 && !ranged;
  if (alone) return null;
  const entries = series.map((one, place) => (
    <li class={toneOf(one, place)}>
      <Sample stacked={stacked} place={place} />
      <bdi>{one.name}</bdi> <span class="figure">{newestOf(one, format)}</span>
    </li>
  ));
  return (
    <ul class="legend">
      {/* In the order that the areas have in the drawing. */}
      {stacked ? entries.toReversed() : entries}
      {before.length === 0 ? null : (
        <li>
          <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true" focusable="false">
            <path class="before" d="M0 4h24" fill="none" />
          </svg>
          A week before
        </li>
      )}
      {forecast.length === 0 ? null : (
        <li class="expected">
          <svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true" focusable="false">
            <path class="expected-band" d="M0 5 24 0v10Z" />
            <path class="expected-line" d="M0 5h24" fill="none" />
          </svg>
          Forecast with its band
        </li>
      )}
    </ul>
  );
}

interface SampleProps {
  readonly stacked: boolean;
  /** Of the series, counted from 0. */
  readonly place: number;
}

function Sample({ stacked, place }: SampleProps): Html {
  return stacked ? (
    <svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true" focusable="false">
      <path class="layer" d="M0 0h24v12H0Z" />
      {[0, 6, 12, 18].map((x) =>
        [0, 6].map((y) => (
          <path class="hatch" d={strokesAt(place)} transform={`translate(${x} ${y})`} fill="none" />
        )),
      )}
    </svg>
  ) : (
    <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true" focusable="false">
      <path class="line-path" d="M0 4h24" fill="none" />
    </svg>
  );
}

function newestOf({ points }: Series, format: Chart['format']): string {
  const newest = points.at(-1)?.value ?? null;
  return newest === null ? 'not seen' : format(newest);
}
