import type { Html } from '../html.tsx';
import { clusterPath } from '../parts/name.tsx';
import type { Range } from '../trend/range.ts';
import { defaultRange } from '../trend/range.ts';
import { RangeLinks } from '../trend/range-links.tsx';
import { seenTrend, TrendChart } from '../trend/trend-chart.tsx';
import type { ClusterView } from '../views.ts';
import { EtcdChart } from './etcd-chart.tsx';

/** Everything that is measured of a cluster, over time. */
export function Trends({ view }: { readonly view: ClusterView }): Html | null {
  const { trends, range, checks, latest } = view;
  if (trends === null) return null;
  const kinds = trends.series.map(({ metric }) => metric).filter((metric) => metric.startsWith('objects:'));
  // The use of the quota has the chart of etcd where its size is not known.
  const sized = seenTrend(trends, 'etcdBytes') !== undefined;
  const usage = (['apiServerCpu', 'apiServerMemory', 'etcdMemory', 'etcdUsed'] as const).filter(
    (figure) => seenTrend(trends, figure) !== undefined && (figure !== 'etcdUsed' || sized),
  );
  return (
    <section aria-labelledby="trends">
      <div class="section-head">
        <h2 id="trends">Trends</h2>
        <RangeLinks current={range} hrefOf={(other) => rangePath(clusterPath(latest.cluster), other)} />
      </div>
      <div class="charts">
        <TrendChart id="score-chart" title="Score" trends={trends} of="Audit" figures={['score']} top={100} />
        <EtcdChart trends={trends} checks={checks} />
        <TrendChart
          id="objects-chart"
          title="Objects of the largest kinds"
          trends={trends}
          of="Audit"
          figures={kinds}
          stacked
        />
        <TrendChart
          id="requests-chart"
          title="Requests per second of all clients"
          trends={trends}
          of="Audit"
          figures={['requestsPerSecond']}
          empty="No audit could read it from an audit log."
        />
        <TrendChart
          id="usage-chart"
          title="Platform metrics"
          trends={trends}
          of="Audit"
          figures={usage}
          top={1}
          empty="No audit could read platform metrics of it from Azure."
        />
        <TrendChart
          id="coverage-chart"
          title="Coverage"
          trends={trends}
          of="Audit"
          figures={['coverage']}
          top={1}
        />
      </div>
    </section>
  );
}

function rangePath(path: string, range: Range): string {
  return `${path}${range === defaultRange ? '' : `?range=${range}`}#trends`;
}
