import type { Child } from 'hono/jsx';
import type { AnyCheck } from '../../checks/define-check.ts';
import type { AuditResult, CheckVerdict } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { checkPath } from '../parts/name.tsx';
import { sentence } from '../parts/text.ts';
import { Table } from '../parts/table.tsx';
import type { Titles } from './titles.ts';
import { titlesOf } from './titles.ts';

interface PassedListProps {
  readonly audit: AuditResult;
  readonly checks: readonly AnyCheck[];
}

/** What was looked at and is right, and what does not apply. */
export function PassedList({ audit, checks }: PassedListProps): Html | null {
  const titles = titlesOf(checks);
  const settled = audit.verdicts.filter(isSettled);
  if (settled.length === 0) return null;
  return (
    <section aria-labelledby="passed">
      <h2 id="passed">Passed or not applicable</h2>
      <Table
        caption="Checks that passed or do not apply"
        columns={[{ name: 'Check' }, { name: 'Outcome' }, { name: 'Looked at' }]}
        rows={settled.map((verdict) => rowOf(verdict, titles))}
        cards
      />
    </section>
  );
}

type Settled = CheckVerdict & { readonly outcome: 'pass' | 'notApplicable' };

/** Whether nothing is left to do about it. */
export function isSettled(verdict: CheckVerdict): verdict is Settled {
  return verdict.outcome === 'pass' || verdict.outcome === 'notApplicable';
}

function rowOf(verdict: Settled, titles: Titles): readonly Child[] {
  if (verdict.outcome === 'notApplicable') {
    return [
      <a href={checkPath(verdict.check)}>{titles.failed(verdict.check)}</a>,
      <Badge tone="notApplicable">Does not apply</Badge>,
      sentence(verdict.why),
    ];
  }
  return [
    <a href={checkPath(verdict.check)}>{titles.passed(verdict.check)}</a>,
    <Badge tone="pass">Passed</Badge>,
    verdict.inspected === 0 ? 'nothing to inspect' : `${formatCount(verdict.inspected)} inspected`,
  ];
}
