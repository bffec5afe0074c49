import type { Child } from 'hono/jsx';
import type { LatestAudit, NotAudited } from '../../model.ts';
import { selectClusters } from '../../report/select-clusters.ts';
import { countOf, formatBytes, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge, FindingCounts, totalOf } from '../parts/badge.tsx';
import { Bar } from '../parts/bar.tsx';
import { ClusterLink } from '../parts/name.tsx';
import { nameText } from '../parts/text.ts';
import { Table } from '../parts/table.tsx';
import { Ago } from '../parts/time.tsx';

/** A page of more rows than this is slow to open and nobody reads it; the API has them all. */
const mostRows = 500;

const columns = [
  { name: 'Cluster' },
  { name: 'Findings' },
  { name: 'Score', figures: true },
  { name: 'Coverage', figures: true },
  { name: 'etcd', figures: true },
  { name: 'Kubernetes', narrow: true },
  { name: 'Audited', narrow: true },
] as const;

interface ClusterTableProps {
  readonly clusters: readonly LatestAudit[];
  readonly now: Date;
}

export function ClusterTable({ clusters, now }: ClusterTableProps): Html {
  const shown = selectClusters(clusters, { sort: 'attention' }).slice(0, mostRows);
  const left = clusters.length - shown.length;
  return (
    <section aria-labelledby="clusters">
      <div class="section-head">
        <h2 id="clusters">Clusters</h2>
        <p class="hint">What needs attention first is on top.</p>
      </div>
      <Table
        caption="Clusters, what needs attention first on top"
        columns={columns}
        rows={shown.map((cluster) => rowOf(cluster, now))}
        cards
      />
      {left > 0 ? (
        <p class="hint">
          {countOf(left, 'more cluster')} that need less attention:{' '}
          <a href="/api/clusters">see all as JSON</a>.
        </p>
      ) : null}
    </section>
  );
}

function rowOf({ cluster, newest, notAudited }: LatestAudit, now: Date): readonly Child[] {
  const name = (
    <>
      <ClusterLink cluster={cluster} />
      {newest === null || notAudited === undefined ? null : (
        <span class="line">
          <NotInSweep state={notAudited.state} />
        </span>
      )}
    </>
  );
  if (newest === null) {
    const skipped = notAudited?.state === 'skipped';
    return [name, skipped ? <NotInSweep state="skipped" /> : <Badge tone="notAudited">Never audited</Badge>];
  }
  const { findings, score, coverage, etcdBytes, kubernetesVersion } = newest.headline;
  return [
    name,
    totalOf(findings) === 0 ? <NothingFound coverage={coverage} /> : <FindingCounts counts={findings} />,
    score === null ? (
      <Unseen what="no score" />
    ) : (
      <Meter share={score / 100} text={String(Math.round(score))} />
    ),
    <Meter share={coverage} text={formatPercent(coverage)} rest />,
    etcdBytes === null ? <Unseen what="not seen" /> : formatBytes(etcdBytes),
    kubernetesVersion === null ? <Unseen what="not seen" /> : <bdi>{nameText(kubernetesVersion)}</bdi>,
    <Ago at={newest.at} now={now} />,
  ];
}

function NotInSweep({ state }: { readonly state: NotAudited['state'] }): Html {
  if (state === 'skipped') return <Badge tone="notApplicable">Skipped by the newest sweep</Badge>;
  if (state === 'vanished') return <Badge tone="notAudited">Vanished from the fleet</Badge>;
  return <Badge tone="notAudited">Not in the newest sweep</Badge>;
}

/** No finding is good news only as far as could be seen. */
function NothingFound({ coverage }: { readonly coverage: number }): Html {
  return coverage < 1 ? <Badge tone="unknown">None in what was seen</Badge> : <Badge tone="pass">None</Badge>;
}

interface MeterProps {
  readonly share: number;
  readonly text: string;
  readonly rest?: boolean;
}

function Meter({ share, text, rest = false }: MeterProps): Html {
  return (
    <span class="meter">
      {text}
      <Bar share={share} rest={rest} />
    </span>
  );
}

function Unseen({ what }: { readonly what: string }): Html {
  return <span class="not-seen">{what}</span>;
}
