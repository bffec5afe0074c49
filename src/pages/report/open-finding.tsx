import { FindingFacts } from '../cluster/finding-facts.tsx';
import { RemediationSteps } from '../cluster/remediation-steps.tsx';
import type { Html } from '../html.tsx';
import { SeverityBadge } from '../parts/badge.tsx';
import { sentence } from '../parts/text.ts';
import { Time } from '../parts/time.tsx';
import type { ReportFinding } from '../../report/audit-report.ts';

interface OpenFindingProps {
  readonly finding: ReportFinding;
  readonly title: string;
  readonly now: Date;
}

/** As on the cluster's page, without links to pages that an archive does not have. */
export function OpenFinding({ finding, title, now }: OpenFindingProps): Html {
  const { severity, severityBefore, baselineState, firstSeen, summary, remediation } = finding;
  return (
    <article class={`finding ${severity}`}>
      <header>
        <SeverityBadge severity={severity} />
        <h3>{title}</h3>
        <span class={`life ${baselineState}`}>
          {baselineState === 'new' ? 'New' : 'Still open'}
          {severityBefore === undefined ? '' : `, was ${severityBefore}`}
          {baselineState === 'new' || firstSeen === undefined ? null : (
            <>
              , first seen <Time at={firstSeen} />
            </>
          )}
        </span>
      </header>
      <p class="summary">{sentence(summary)}</p>
      <div class="columns">
        <FindingFacts finding={finding} life={undefined} now={now} />
        <RemediationSteps remediation={remediation} />
      </div>
    </article>
  );
}
