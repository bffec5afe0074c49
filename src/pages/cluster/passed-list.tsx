import type { AnyCheck } from '../../checks/define-check.ts';
import type { AuditResult } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { checkPath } from '../parts/name.tsx';
import { sentence } from '../parts/text.ts';
import { Table } from '../parts/table.tsx';
import { titlesOf } from './titles.ts';

interface PassedListProps {
  readonly audit: AuditResult;
  readonly checks: readonly AnyCheck[];
}

/** What was looked at and is right, and what does not apply. */
export function PassedList({ audit, checks }: PassedListProps): Html | null {
  const titles = titlesOf(checks);
  const rows = audit.verdicts.flatMap((verdict) => {
    if (verdict.outcome === 'pass') {
      return [
        [
          <a href={checkPath(verdict.check)}>{titles.passed(verdict.check)}</a>,
          <Badge tone="pass">Passed</Badge>,
          verdict.inspected === 0 ? 'nothing to inspect' : `${formatCount(verdict.inspected)} inspected`,
        ],
      ];
    }
    if (verdict.outcome !== 'notApplicable') return [];
    return [
      [
        <a href={checkPath(verdict.check)}>{titles.failed(verdict.check)}</a>,
        <Badge tone="notApplicable">Does not apply</Badge>,
        sentence(verdict.why),
      ],
    ];
  });
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="passed">
      <h2 id="passed">Passed or not applicable</h2>
      <Table
        caption="Checks that passed or do not apply"
        columns={[{ name: 'Check' }, { name: 'Outcome' }, { name: 'Looked at' }]}
        rows={rows}
        cards
      />
    </section>
  );
}
