import type { AnyCheck } from '../../checks/define-check.ts';
import { formatBytes, formatCount } from '../../shared/format.ts';
import { LineChart } from '../chart.tsx';
import type { Html } from '../html.tsx';
import { nameText } from '../parts/text.ts';
import type { PastAudit } from '../views.ts';
import { etcdQuotaOf } from './etcd-quota.ts';

/** More lines than these cannot be told apart. */
const mostKinds = 5;

interface TrendsProps {
  readonly past: readonly PastAudit[];
  readonly checks: readonly AnyCheck[];
}

/** Score, size of etcd and number of objects over time. */
export function Trends({ past, checks }: TrendsProps): Html | null {
  if (past.length === 0) return null;
  const seriesOf = (name: string, value: (audit: PastAudit) => number | null) => ({
    name,
    points: past.map((audit) => ({ at: new Date(audit.at), value: value(audit) })),
  });
  const quota = etcdQuotaOf(checks);
  const kinds = topKinds(past);
  return (
    <section aria-labelledby="trends">
      <h2 id="trends">Trends</h2>
      <div class="charts">
        <LineChart
          id="score-chart"
          title="Score"
          axis="of 100"
          format={(value) => formatCount(value)}
          series={[seriesOf('Score', ({ headline }) => headline.score)]}
          top={100}
        />
        <LineChart
          id="etcd-chart"
          title="Size of the etcd database"
          axis="size"
          format={formatBytes}
          base={1024}
          series={[seriesOf('etcd', ({ headline }) => headline.etcdBytes)]}
          bound={quota === null ? undefined : { value: quota, text: 'quota' }}
        />
        {kinds.length === 0 ? null : (
          <LineChart
            id="objects-chart"
            title="Objects of the largest kinds"
            axis="objects"
            format={formatCount}
            series={kinds.map((kind) =>
              seriesOf(nameText(kind), ({ headline }) => headline.objects?.[kind] ?? null),
            )}
          />
        )}
      </div>
    </section>
  );
}

/** The kinds with the most objects in the newest audit that saw any. */
function topKinds(past: readonly PastAudit[]): readonly string[] {
  const objects = past.findLast(({ headline }) => headline.objects !== null)?.headline.objects ?? {};
  return Object.entries(objects)
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, mostKinds)
    .map(([kind]) => kind);
}
