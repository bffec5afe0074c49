import type { BaselineEntry, Finding } from '../../model.ts';
import type { Html } from '../html.tsx';
import { SeverityBadge } from '../parts/badge.tsx';
import { checkPath } from '../parts/name.tsx';
import { sentence } from '../parts/text.ts';
import { FindingFacts } from './finding-facts.tsx';
import { RemediationSteps } from './remediation-steps.tsx';

interface FindingCardProps {
  readonly finding: Finding;
  readonly title: string;
  /** Its life so far; undefined when nothing is known of it. */
  readonly life: BaselineEntry | undefined;
  readonly now: Date;
}

export function FindingCard({ finding, title, life, now }: FindingCardProps): Html {
  return (
    <article class={`finding ${finding.severity}`} id={`finding-${encodeURIComponent(finding.fingerprint)}`}>
      <header>
        <SeverityBadge severity={finding.severity} />
        <h3>
          <a href={checkPath(finding.check)} class="quiet">
            {title}
          </a>
        </h3>
        {life === undefined ? null : <span class={`life ${life.state}`}>{lifeWords[life.state]}</span>}
      </header>
      <p class="summary">{sentence(finding.summary)}</p>
      <div class="columns">
        <FindingFacts finding={finding} life={life} now={now} />
        <RemediationSteps remediation={finding.remediation} />
      </div>
    </article>
  );
}

const lifeWords: Readonly<Record<BaselineEntry['state'], string>> = {
  new: 'New',
  unchanged: 'Still open',
  resolved: 'Resolved',
  unknown: 'Not seen again, but not ruled out',
};
