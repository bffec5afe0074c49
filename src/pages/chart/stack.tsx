import { area, line } from 'd3-shape';
import type { Html } from '../html.tsx';
import { Hatch, strokesAt } from './hatch.tsx';
import type { Reach } from './layers.ts';
import { layersOf, momentsOf } from './layers.ts';
import type { Scales } from './scales.ts';
import { spanOf } from './scales.ts';
import type { Chart } from './series.ts';
import { isolated, round, toneOf } from './series.ts';
import { thinnedMoments } from './thinned.ts';

interface StackProps {
  readonly chart: Chart;
  readonly scales: Scales;
}

/** Areas on top of each other, each with an edge; the stack breaks where one of them was not seen. */
export function Stack({ chart: { id, series }, scales }: StackProps): Html {
  const { x, y } = scales;
  const isSeen = ({ bounds }: Reach) => bounds !== null;
  const shape = area<Reach>()
    .defined(isSeen)
    .x(({ at }) => round(x(at)))
    .y0(({ bounds }) => round(y(bounds?.[0] ?? 0)))
    .y1(({ bounds }) => round(y(bounds?.[1] ?? 0)));
  const edge = line<Reach>()
    .defined(isSeen)
    .x(({ at }) => round(x(at)))
    .y(({ bounds }) => round(y(bounds?.[1] ?? 0)));
  const layers = layersOf(series.length, thinnedMoments(momentsOf(series), spanOf(scales)));
  return (
    <>
      {series.map((one, place) => {
        const reaches = [...(layers[place] ?? [])];
        return (
          <g class={toneOf(one, place)}>
            <Hatch id={`${id}-hatch-${place + 1}`} place={place} />
            <path class="layer" d={shape(reaches) ?? ''} />
            {strokesAt(place) === '' ? null : (
              <path d={shape(reaches) ?? ''} fill={`url(#${id}-hatch-${place + 1})`} />
            )}
            <path class="line-path" d={edge(reaches) ?? ''} fill="none" />
            {isolated(reaches, isSeen).map(({ at, bounds }) => (
              <line
                class="line-path"
                x1={round(x(at))}
                x2={round(x(at))}
                y1={round(y(bounds?.[0] ?? 0))}
                y2={round(y(bounds?.[1] ?? 0))}
              />
            ))}
          </g>
        );
      })}
    </>
  );
}
