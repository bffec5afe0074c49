import type { Child } from 'hono/jsx';
import type { LedgerEntry, LedgerState } from '../../model.ts';
import type { Html } from '../html.tsx';
import { Badge } from './badge.tsx';
import { ClusterLink } from './name.tsx';
import { stateWords } from './sweep-words.ts';
import { Table } from './table.tsx';
import { sentence } from './text.ts';

const columns = [{ name: 'Cluster' }, { name: 'State' }, { name: 'Why' }] as const;

/** Where every cluster of a sweep stands, and why. */
export function LedgerTable({ ledger }: { readonly ledger: readonly LedgerEntry[] }): Html {
  return (
    <section aria-labelledby="clusters">
      <h2 id="clusters">Clusters</h2>
      {ledger.length === 0 ? (
        <p class="hint">No cluster is planned yet.</p>
      ) : (
        <Table caption="Clusters of this sweep" columns={columns} rows={inOrder(ledger).map(rowOf)} cards />
      )}
    </section>
  );
}

function rowOf({ cluster, state, why }: LedgerEntry): readonly Child[] {
  const { text, tone } = stateWords[state];
  return [
    <ClusterLink cluster={cluster} />,
    <Badge tone={tone}>{text}</Badge>,
    why === undefined ? '' : sentence(why),
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
