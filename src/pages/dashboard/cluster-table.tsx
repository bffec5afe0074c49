import type { ClusterSort } from '../../report/select-clusters.ts';
import { naturalOrder, orderOf } from '../../report/select-clusters.ts';
import { countOf, formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Pager } from '../parts/pager.tsx';
import type { Column } from '../parts/table.tsx';
import { Table } from '../parts/table.tsx';
import type { DashboardView } from '../views.ts';
import { ClusterFilter } from './cluster-filter.tsx';
import { clusterCells } from './cluster-row.tsx';
import type { FleetQuery } from './fleet-link.ts';
import { fleetPath, isFiltered } from './fleet-link.ts';

/** The clusters that are asked for, a page of them, with the form that asks. */
export function ClusterTable({ view }: { readonly view: DashboardView }): Html {
  const { clusters, list, checks, now, range } = view;
  const query: FleetQuery = { ...list.query, range };
  return (
    <section aria-labelledby="clusters">
      <div class="section-head">
        <h2 id="clusters">
          Clusters <span class="count">{formatCount(clusters.length)}</span>
        </h2>
        <p class="hint">
          {sortWords[query.sort]}
          {isFiltered(query) ? `, ${formatCount(list.found)} of ${countOf(clusters.length, 'cluster')}` : ''}
        </p>
      </div>
      <ClusterFilter query={query} clusters={clusters} checks={checks} />
      {list.found === 0 ? (
        <p class="hint">No cluster is like that.</p>
      ) : (
        <Table
          caption={`Clusters: ${sortWords[query.sort]}`}
          columns={columns.map((column) => headOf(column, query))}
          rows={list.rows.map((cluster) => clusterCells(cluster, now))}
          cards
          sortable
        />
      )}
      <Pager
        label="Pages of clusters"
        page={list.page}
        pages={list.pages}
        hrefOf={(page) => fleetPath({ ...query, page }, 'clusters')}
      />
    </section>
  );
}

interface SortedColumn extends Column {
  readonly sort?: ClusterSort;
}

const columns: readonly SortedColumn[] = [
  { name: 'Cluster', sort: 'name' },
  { name: 'Findings', sort: 'attention' },
  { name: 'Score', sort: 'score', figures: true },
  { name: 'Coverage', sort: 'coverage', figures: true },
  { name: 'etcd', sort: 'etcd', figures: true },
  { name: 'Quota', sort: 'etcdUsed', figures: true },
  { name: 'Kubernetes', narrow: true },
  { name: 'Audited', sort: 'audited', narrow: true },
];

const sortWords: Readonly<Record<ClusterSort, string>> = {
  attention: 'What needs attention first is on top',
  name: 'By name',
  score: 'By score',
  coverage: 'By coverage',
  etcd: 'By size of the etcd database',
  etcdUsed: 'By use of the etcd quota',
  audited: 'By the time of the newest audit',
};

/** A head leads to the list sorted by its column, and then to the other way round. */
function headOf({ sort, ...column }: SortedColumn, query: FleetQuery): Column {
  if (sort === undefined) return column;
  const current = query.sort === sort;
  const opposite = orderOf(query) === 'asc' ? 'desc' : 'asc';
  const order = current && opposite !== naturalOrder[sort] ? opposite : undefined;
  return {
    ...column,
    head: <a href={fleetPath({ ...query, sort, order, page: 1 }, 'clusters')}>{column.name}</a>,
    sorted: current ? directionOf(query) : undefined,
  };
}

/** What needs attention most has the most and worst findings: the order of the column is the other way round. */
function directionOf(query: FleetQuery): Column['sorted'] {
  const rises = (orderOf(query) === 'asc') !== (query.sort === 'attention');
  return rises ? 'ascending' : 'descending';
}
