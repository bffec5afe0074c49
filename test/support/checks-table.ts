/** Every check with its page, for the README. */
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { tableOf } from './markdown-table.ts';

export function checksTable(checks: readonly AnyCheck[]): string {
  const rows = checks.map(({ id, title, severity }) => [`[${id}](docs/checks/${id}.md)`, title, severity]);
  return tableOf([['check', 'finds', 'at worst'], ...rows]);
}
