import type { KustoType } from './cells.ts';

/** The most important rows of every cluster, beside totals over all its rows. */
export interface Top {
  /** Most rows a cluster. */
  readonly count: number;
  /** Most important first; the last names make the order total, so that a repeated query gives the same rows. */
  readonly orderBy: string;
  /** Columns of the rows. */
  readonly columns: Readonly<Record<string, KustoType>>;
  /** Columns that are the same in all rows of a cluster: name and aggregate. */
  readonly totals: Readonly<Record<string, string>>;
  /** Rows that count in the totals but are not listed fail this. */
  readonly only?: string;
}

/**
 * Sorted, then cut by `make_list`, which keeps the order of sorted input
 * (https://learn.microsoft.com/kusto/query/make-list-aggregation-function). So a noisy cluster cannot crowd out the
 * others as it would with `top`, and totals come along without a join. `partition`, `top-nested` and window functions
 * would do one half each, and are not promised for every table plan. A cluster without a listed row has no row at all.
 */
export function topPerCluster({ count, orderBy, columns, totals, only }: Top): string {
  const kept = Object.keys(columns).map((name) => `"${name}", ${name}`);
  const bag = `bag_pack(\n        ${kept.join(',\n        ')})`;
  const list = only === undefined ? `make_list(${bag}, ${count})` : `make_list_if(${bag}, ${only}, ${count})`;
  const sums = Object.entries(totals).map(([name, aggregate]) => `${name} = ${aggregate}`);
  const cells = Object.entries(columns).map(([name, type]) => `${name} = ${converted(`Top.${name}`, type)}`);
  return [
    `| order by ${orderBy} // the ${count} first of each cluster:`,
    `| summarize ${[...sums, `Top = ${list}`].join(',\n    ')}\n    by ClusterId`,
    '| mv-expand Top',
    `| project ${['ClusterId', ...Object.keys(totals), ...cells].join(',\n    ')}`,
  ].join('\n');
}

function converted(value: string, type: KustoType): string {
  return type === 'dynamic' ? value : `${conversions[type]}(${value})`;
}

const conversions = { string: 'tostring', long: 'tolong', real: 'toreal', datetime: 'todatetime' } as const;
