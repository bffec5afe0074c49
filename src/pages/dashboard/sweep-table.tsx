import type { Child } from 'hono/jsx';
import type { Sweep } from '../../model.ts';
import { formatBytes, formatCount, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge, FindingCounts, totalOf } from '../parts/badge.tsx';
import { wantedIn } from '../parts/ledger-counts.ts';
import { sweepPath } from '../parts/name.tsx';
import { triggerWords } from '../parts/sweep-words.ts';
import { Table } from '../parts/table.tsx';
import { lasting, momentText } from '../parts/time.tsx';

const columns = [
  { name: 'Started' },
  { name: 'Outcome' },
  { name: 'Audited', figures: true },
  { name: 'Score', figures: true },
  { name: 'Coverage', figures: true },
  { name: 'Findings' },
  { name: 'Took', figures: true },
  { name: 'Read', figures: true },
] as const;

/** Older ones are in the API. */
const mostRows = 10;

/** The newest sweeps. */
export function SweepTable({ sweeps }: { readonly sweeps: readonly Sweep[] }): Html | null {
  if (sweeps.length === 0) return null;
  return (
    <section aria-labelledby="sweeps">
      <h2 id="sweeps">Sweeps</h2>
      <Table
        caption="Sweeps, newest first"
        columns={columns}
        rows={sweeps.slice(0, mostRows).map(rowOf)}
        cards
      />
    </section>
  );
}

function rowOf(sweep: Sweep): readonly Child[] {
  const started = (
    <>
      <a href={sweepPath(sweep.id)}>
        <time datetime={sweep.startedAt}>{momentText(sweep.startedAt)}</time>
      </a>
      <span class="line quiet">{triggerWords[sweep.trigger]}</span>
    </>
  );
  const { summary, closedAt } = sweep;
  if (summary === undefined || closedAt === undefined) {
    return [started, <Badge tone="busy">{sweep.status === 'planning' ? 'Planning' : 'Running'}</Badge>];
  }
  const all = wantedIn(summary.clusters);
  return [
    started,
    summary.complete ? <Badge tone="pass">Complete</Badge> : <Badge tone="notAudited">Incomplete</Badge>,
    `${formatCount(summary.clusters.audited)} of ${formatCount(all)}`,
    summary.score === null ? 'none' : String(Math.round(summary.score)),
    formatPercent(summary.coverage),
    totalOf(summary.findings) === 0 ? 'none' : <FindingCounts counts={summary.findings} />,
    lasting(sweep.startedAt, closedAt),
    formatBytes(summary.load.bytes),
  ];
}
