import type { Mover, Movers } from '../../report/trend.ts';
import { countOf } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { ClusterLink } from '../parts/name.tsx';
import { nameText } from '../parts/text.ts';
import { dateText } from '../parts/time.tsx';
import { amountText, differenceText, titleText } from '../trend/figure-text.ts';

/** Whose figures changed most within a week. */
export function MoverLists({ movers }: { readonly movers: readonly Movers[] }): Html | null {
  const shown = movers.filter(({ movers }) => movers.length > 0);
  const [first] = movers;
  if (first === undefined) return null;
  return (
    <section aria-labelledby="movers">
      <div class="section-head">
        <h2 id="movers">Moved most in a week</h2>
        <p class="hint">
          From {dateText(first.from)} to {dateText(first.to)}
        </p>
      </div>
      {shown.length === 0 ? (
        <p class="hint">{nothingMoved(movers)}</p>
      ) : (
        <div class="movers">
          {shown.map((of) => (
            <MoverList of={of} />
          ))}
        </div>
      )}
    </section>
  );
}

function nothingMoved(movers: readonly Movers[]): string {
  const unknown = movers.reduce((most, of) => Math.max(most, of.unknown), 0);
  return unknown === 0
    ? 'Nothing moved.'
    : `Nothing moved that is known of both days; of ${countOf(unknown, 'cluster')} one of the days is not.`;
}

function MoverList({ of: { metric, title, unit, movers, unknown } }: { readonly of: Movers }): Html {
  return (
    <div class="mover-list">
      <h3>{headOf(metric, title)}</h3>
      <ul>
        {movers.map((mover) => (
          <li>
            <ClusterLink cluster={mover.cluster} />
            <span class="figure">
              <Direction of={mover} /> {differenceText(mover.difference, unit)}
            </span>
            <span class="line">
              {amountText(mover.before, unit)} → {amountText(mover.now, unit)}
            </span>
          </li>
        ))}
      </ul>
      {unknown === 0 ? null : (
        <p class="hint">Of {countOf(unknown, 'cluster')} one of the days is not known.</p>
      )}
    </div>
  );
}

function Direction({ of: { difference } }: { readonly of: Mover }): Html {
  return difference > 0 ? (
    <>
      <span aria-hidden="true">▲</span> <span class="unseen">up</span>
    </>
  ) : (
    <>
      <span aria-hidden="true">▼</span> <span class="unseen">down</span>
    </>
  );
}

function headOf(metric: string, title: string): string {
  return metric.startsWith('objects:') ? `Objects: ${nameText(title)}` : titleText(title);
}
