import type { Html } from '../html.tsx';
import type { Range } from './range.ts';
import { ranges, rangeWords } from './range.ts';

interface RangeLinksProps {
  readonly current: Range;
  readonly hrefOf: (range: Range) => string;
}

/** Leads to the same page over another time. */
export function RangeLinks({ current, hrefOf }: RangeLinksProps): Html {
  return (
    <nav class="choices" aria-label="Time that is shown">
      <ul>
        {ranges.map((range) => (
          <li>
            <a href={hrefOf(range)} aria-current={range === current ? 'true' : undefined}>
              {rangeWords[range]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
