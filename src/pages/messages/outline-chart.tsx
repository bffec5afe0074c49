import type { Chart } from '../../notify/outline/outline.ts';
import type { Html } from '../html.tsx';
import { plain } from '../parts/text.ts';

const width = 8;
const gap = 2;
const height = 40;
/** A value of nothing is a line, and what was not seen is a gap: they must not look the same. */
const least = 1.5;

/** Bars by day as mail has them; the words beside them say the same. */
export function OutlineChart({ of: { title, newest, words, bars } }: { readonly of: Chart }): Html {
  const whole = Math.max(1, bars.length * (width + gap) - gap);
  return (
    <div class="small-chart">
      <h3>
        {plain(title)} <span class="count">{plain(newest)}</span>
      </h3>
      <svg viewBox={`0 0 ${whole} ${height}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {bars.map((bar, place) => {
          if (bar.height === null) return null;
          const tall = Math.max(least, Math.round(bar.height * height * 10) / 10);
          return <rect x={place * (width + gap)} y={height - tall} width={width} height={tall} />;
        })}
      </svg>
      <p class="hint">{plain(words)}</p>
    </div>
  );
}
