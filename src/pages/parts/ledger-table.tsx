import type { Child } from 'hono/jsx';
import type { LedgerEntry, LedgerState, NewestAudit, Sweep } from '../../model.ts';
import type { Html } from '../html.tsx';
import { Badge, FindingCounts, totalOf } from './badge.tsx';
import { ClusterLink } from './name.tsx';
import { stateWords } from './sweep-words.ts';
import { Table } from './table.tsx';
import { sentence } from './text.ts';
import { lasting } from './time.tsx';

const columns = [{ name: 'Cluster' }, { name: 'State' }, { name: 'Why' }] as const;
const auditColumns = [
  { name: 'Cluster' },
  { name: 'State' },
  { name: 'Findings' },
  { name: 'Score', figures: true },
  { name: 'Audited after', figures: true },
  { name: 'Why' },
] as const;

interface LedgerTableProps {
  readonly sweep: Sweep;
  readonly ledger: readonly LedgerEntry[];
  /** By cluster key: what the audits of this sweep found, as far as they are the newest of their clusters. */
  readonly audits: ReadonlyMap<string, NewestAudit>;
}

/** Where every cluster of a sweep stands, what was found, and why it was not audited. */
export function LedgerTable({ sweep, ledger, audits }: LedgerTableProps): Html {
  const rows = inOrder(ledger);
  return (
    <section aria-labelledby="clusters">
      <h2 id="clusters">Clusters</h2>
      {ledger.length === 0 ? (
        <p class="hint">No cluster is planned yet.</p>
      ) : (
        <Table
          caption="Clusters of this sweep"
          columns={audits.size === 0 ? columns : auditColumns}
          rows={rows.map((entry) =>
            audits.size === 0
              ? rowOf(entry, [])
              : rowOf(entry, auditCells(audits.get(entry.cluster.key), sweep)),
          )}
          cards
        />
      )}
    </section>
  );
}

function rowOf({ cluster, state, why }: LedgerEntry, audit: readonly Child[]): readonly Child[] {
  const { text, tone } = stateWords[state];
  return [
    <ClusterLink cluster={cluster} />,
    <Badge tone={tone}>{text}</Badge>,
    ...audit,
    why === undefined ? '' : sentence(why),
  ];
}

function auditCells(audit: NewestAudit | undefined, { startedAt }: Sweep): readonly Child[] {
  if (audit === undefined) return ['', '', ''];
  const { findings, score } = audit.headline;
  return [
    totalOf(findings) === 0 ? 'none' : <FindingCounts counts={findings} />,
    score === null ? 'none' : String(Math.round(score)),
    lasting(startedAt, audit.at),
  ];
}

/** What went wrong first, then what is still to come, then what is done; each by name. */
function inOrder(ledger: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const order: readonly LedgerState[] = [
    'failed',
    'missed',
    'vanished',
    'planned',
    'surveyed',
    'audited',
    'skipped',
  ];
  return ledger.toSorted(
    (left, right) =>
      order.indexOf(left.state) - order.indexOf(right.state) ||
      (left.cluster.name < right.cluster.name ? -1 : 1),
  );
}
