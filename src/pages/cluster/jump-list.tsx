import type { AuditResult } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { isGone } from './resolved-list.tsx';
import { unseenIn } from './unknown-list.tsx';

/** Leads to the sections of a page that can be long. */
export function JumpList({ audit }: { readonly audit: AuditResult }): Html {
  const findings = audit.verdicts.flatMap((verdict) => (verdict.outcome === 'fail' ? verdict.findings : []));
  const sections = [
    { id: 'findings', text: 'Findings', count: findings.length },
    { id: 'unknown', text: 'Could not be judged', count: unseenIn(audit).length },
    { id: 'gone', text: 'Found earlier', count: audit.baseline.filter(isGone).length },
    { id: 'trends', text: 'Trends' },
    { id: 'passed', text: 'Passed or not applicable' },
    { id: 'evidence', text: 'Evidence' },
    { id: 'history', text: 'History' },
  ];
  return (
    <nav class="jump" aria-label="On this page">
      <ul>
        {sections.map(({ id, text, count }) =>
          count === 0 ? null : (
            <li>
              <a href={`#${id}`}>{text}</a>
              {count === undefined ? null : <span class="count"> {formatCount(count)}</span>}
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}
