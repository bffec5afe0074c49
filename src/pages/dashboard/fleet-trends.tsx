import type { FigureName } from '../../figures.ts';
import { severities } from '../../model.ts';
import type { Html } from '../html.tsx';
import { RangeLinks } from '../trend/range-links.tsx';
import { seenTrend, TrendChart } from '../trend/trend-chart.tsx';
import type { DashboardView } from '../views.ts';
import { fleetPath } from './fleet-link.ts';

/** How the fleet went: score and coverage, findings, and the etcd that is nearest to its quota. */
export function FleetTrends({ view }: { readonly view: DashboardView }): Html | null {
  const { trends, range, list } = view;
  if (trends === null) return null;
  return (
    <section aria-labelledby="trends">
      <div class="section-head">
        <h2 id="trends">Trends</h2>
        <RangeLinks
          current={range}
          hrefOf={(other) => fleetPath({ ...list.query, page: list.page, range: other }, 'trends')}
        />
      </div>
      <div class="charts three">
        <TrendChart
          id="score-chart"
          title="Fleet score"
          trends={trends}
          of="Sweep"
          figures={['score']}
          top={100}
        />
        <TrendChart
          id="findings-chart"
          title="Open findings"
          trends={trends}
          of="Sweep"
          figures={severityFigures.filter(
            (figure) => seenTrend(trends, figure)?.points.some(isSome) === true,
          )}
          empty="No sweep found anything."
          stacked
        />
        <TrendChart
          id="etcd-chart"
          title="Fullest etcd of the fleet"
          trends={trends}
          of="Sweep"
          figures={['etcdUsed']}
          top={1}
        />
        <TrendChart
          id="coverage-chart"
          title="Coverage"
          trends={trends}
          of="Sweep"
          figures={['coverage']}
          top={1}
        />
      </div>
    </section>
  );
}

/** From the mildest, which lies at the bottom, to the worst. */
const severityFigures: readonly FigureName[] = severities
  .toReversed()
  .map((severity) => `findings.${severity}` as const);

function isSome({ value }: { readonly value: number | null }): boolean {
  return value !== null && value > 0;
}
