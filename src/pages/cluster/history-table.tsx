import { formatBytes, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { FindingCounts, totalOf } from '../parts/badge.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import type { PastAudit } from '../views.ts';

/** Older ones are in the API. */
const mostRows = 20;

const columns = [
  { name: 'Audit' },
  { name: 'Score', figures: true },
  { name: 'Coverage', figures: true },
  { name: 'Findings' },
  { name: 'etcd', figures: true },
] as const;

/** The newest audits of the cluster. */
export function HistoryTable({ past }: { readonly past: readonly PastAudit[] }): Html | null {
  if (past.length === 0) return null;
  const rows = past
    .slice(-mostRows)
    .toReversed()
    .map(({ at, headline }) => [
      <Time at={at} />,
      headline.score === null ? 'none' : String(Math.round(headline.score)),
      formatPercent(headline.coverage),
      totalOf(headline.findings) === 0 ? 'none' : <FindingCounts counts={headline.findings} />,
      headline.etcdBytes === null ? 'not seen' : formatBytes(headline.etcdBytes),
    ]);
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <Table caption="Audits, newest first" columns={columns} rows={rows} cards />
    </section>
  );
}
