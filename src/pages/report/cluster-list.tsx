import type { Child } from 'hono/jsx';
import { formatCount, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge, FindingCounts } from '../parts/badge.tsx';
import { Name } from '../parts/name.tsx';
import { stateWords } from '../parts/sweep-words.ts';
import { Table } from '../parts/table.tsx';
import { clusterAnchor } from './anchors.ts';
import type { ReportCluster } from '../../report/audit-report.ts';
import { countsOf, openIn, suppressedIn, unknownIn } from './order.ts';

const columns = [
  { name: 'Cluster' },
  { name: 'State', narrow: true },
  { name: 'Score', figures: true },
  { name: 'Coverage', figures: true },
  { name: 'Open findings' },
  { name: 'Suppressed', figures: true },
  { name: 'Not judged', figures: true },
] as const;

/** Every cluster of the sweep on a line, worst first. */
export function ClusterList({ clusters }: { readonly clusters: readonly ReportCluster[] }): Html {
  return (
    <section aria-labelledby="clusters">
      <h2 id="clusters">Clusters</h2>
      {clusters.length === 0 ? (
        <p class="hint">The sweep found no cluster.</p>
      ) : (
        <Table caption="Clusters of this report" columns={columns} rows={clusters.map(rowOf)} cards />
      )}
    </section>
  );
}

function rowOf(cluster: ReportCluster): readonly Child[] {
  const { name, state, score, coverage } = cluster;
  const { text, tone } = stateWords[state];
  const link = (
    <a href={`#${clusterAnchor(cluster)}`}>
      <Name of={name} />
    </a>
  );
  const stands = <Badge tone={tone}>{text}</Badge>;
  if (state !== 'audited') return [link, stands, '', '', '', '', ''];
  const open = openIn(cluster);
  return [
    link,
    stands,
    score === null ? 'none' : formatCount(score),
    formatPercent(coverage),
    open.length === 0 ? 'none found' : <FindingCounts counts={countsOf(open)} />,
    formatCount(suppressedIn(cluster).length),
    formatCount(unknownIn(cluster).length),
  ];
}
