/**
 * Queries that differ in nothing but their times have the same tree, which is what takes long to make. So times are taken
 * out of the text before it is analysed, and put back into what came of it.
 */
import type { BoundQuery, SyntaxNode } from './syntax.ts';

export interface Timeless {
  /** With a placeholder of the same length for each time, so that every place in it stays what it is. */
  readonly text: string;
  readonly times: readonly string[];
}

const time = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
/** Midnights of the first day there is, told apart by their milliseconds. */
const placeholder = /\b0001-01-01T00:00:00\.(\d{3})Z/g;
const mostTimes = 1000;

export function withoutTimes(query: string): Timeless {
  const times = query.match(time) ?? [];
  if (times.length > mostTimes) return { text: query, times: [] };
  let index = 0;
  const text = query.replace(time, () => `0001-01-01T00:00:00.${String(index++).padStart(3, '0')}Z`);
  return { text, times };
}

export function withTimes(timeless: BoundQuery, query: string, times: readonly string[]): BoundQuery {
  const restored = (text: string): string =>
    text.replace(placeholder, (found, index: string) => times[Number(index)] ?? found);
  return {
    ...timeless,
    text: query,
    diagnostics: timeless.diagnostics.map((one) => ({ ...one, message: restored(one.message) })),
    tree: restoredNode(timeless.tree, restored),
  };
}

function restoredNode(node: SyntaxNode, restored: (text: string) => string): SyntaxNode {
  return {
    ...node,
    text: restored(node.text),
    fields: new Map([...node.fields].map(([name, child]) => [name, restoredNode(child, restored)])),
    items: node.items.map((item) => restoredNode(item, restored)),
  };
}
