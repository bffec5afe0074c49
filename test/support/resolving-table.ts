/** Where findings end, of all checks, as a table of `docs/policy.md`. */
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { measureText } from '../../src/pages/parts/measure.ts';

export function resolvingTable(checks: readonly AnyCheck[]): string {
  const rows = checks.flatMap(({ id, thresholds, resolvesAt = {} }) =>
    Object.entries(thresholds).flatMap(([name, { value, unit }]) => {
      const end = resolvesAt[name];
      return end === undefined
        ? []
        : [
            `| [${id}](checks/${id}.md) | \`${name}\` | ${measureText(value, unit)} | ${measureText(end, unit)} |`,
          ];
    }),
  );
  return ['| check | bound | begins at | ends at |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
