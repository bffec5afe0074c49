/** Every operator that may stand after a pipe, by the name of its node. */
import { partition, union } from './combining.ts';
import type { Operator } from './define.ts';
import { mvExpand } from './expansion.ts';
import { rowOperators } from './rows.ts';
import { sortOperators } from './sorting.ts';
import { summarize } from './summarize.ts';

export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...Object.entries(rowOperators),
  ...Object.entries(sortOperators),
  ['SummarizeOperator', summarize],
  ['MvExpandOperator', mvExpand],
  ['PartitionOperator', partition],
  ['UnionOperator', union],
]);
