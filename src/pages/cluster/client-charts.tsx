import type { ClientActivity } from '../../model.ts';
import { countOf, formatLatency, formatRate } from '../../shared/format.ts';
import { TimeChart } from '../chart.tsx';
import type { Html } from '../html.tsx';
import { clientCharts } from '../trend/activity.ts';

/** Who asked how much within the last day, and how long they waited: one line a client, two charts. */
export function ClientCharts({ activity }: { readonly activity: readonly ClientActivity[] }): Html | null {
  if (activity.length === 0) return null;
  const { requestsPerSecond, p99Ms, leftOut } = clientCharts(activity);
  return (
    <section aria-labelledby="clients">
      <div class="section-head">
        <h2 id="clients">Clients of the last day</h2>
        <p class="hint">{hintOf(activity, leftOut)}</p>
      </div>
      <div class="charts">
        <TimeChart
          id="client-requests-chart"
          title="Requests by client"
          axis="requests/s"
          format={formatRate}
          series={requestsPerSecond}
          row="From"
          empty="No client asked anything."
        />
        <TimeChart
          id="client-latency-chart"
          title="99th percentile of latency by client"
          format={formatLatency}
          series={p99Ms}
          row="From"
          empty="No client asked anything."
        />
      </div>
    </section>
  );
}

function hintOf(activity: readonly ClientActivity[], leftOut: number): string {
  return [
    'From the audit log, those that keep the API server busy longest; watches and streams are left out.',
    ...(activity.some(({ sees }) => sees === 'writes')
      ? ['Reads are not in the log, or not in all of it.']
      : []),
    ...(leftOut === 0 ? [] : [`${countOf(leftOut, 'more client is', 'more clients are')} not drawn.`]),
  ].join(' ');
}
