import type { AuditResult, Finding } from '../../model.ts';
import { findingsIn } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import type { ClusterView } from '../views.ts';
import { isSettled } from './passed-list.tsx';
import { isGone } from './resolved-list.tsx';
import { unseenIn } from './unknown-list.tsx';

interface JumpListProps {
  readonly audit: AuditResult;
  readonly view: ClusterView;
}

/** Leads to the sections of a page that can be long. */
export function JumpList({ audit, view: { past, trends, activity } }: JumpListProps): Html {
  const findings = findingsIn(audit.verdicts);
  const sections = [
    { id: 'findings', text: 'Findings', count: findings.filter(isOpen).length, shown: true },
    { id: 'suppressed', text: 'Suppressed', count: findings.length - findings.filter(isOpen).length },
    { id: 'unknown', text: 'Could not be judged', count: unseenIn(audit).length },
    { id: 'gone', text: 'Found earlier', count: audit.baseline.filter(isGone).length },
    { id: 'trends', text: 'Trends', shown: trends !== null },
    { id: 'clients', text: 'Clients', shown: activity.length > 0 },
    { id: 'passed', text: 'Passed or not applicable', shown: audit.verdicts.some(isSettled) },
    { id: 'evidence', text: 'Evidence', shown: true },
    { id: 'history', text: 'History', shown: past.length > 0 },
  ];
  return (
    <nav class="jump" aria-label="On this page">
      <ul>
        {sections.map(({ id, text, count = 0, shown = count > 0 }) =>
          !shown ? null : (
            <li>
              <a href={`#${id}`}>{text}</a>
              {count === 0 ? null : <span class="count"> {formatCount(count)}</span>}
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}

function isOpen({ suppression }: Finding): boolean {
  return suppression === undefined;
}
