import type { AppliedSuppression, BaselineEntry, ClusterSource, Finding } from '../../model.ts';
import type { Html } from '../html.tsx';
import { Badge, SeverityBadge } from '../parts/badge.tsx';
import { lifeWords } from '../parts/life-words.ts';
import { checkPath, Name } from '../parts/name.tsx';
import { sentence } from '../parts/text.ts';
import { Time } from '../parts/time.tsx';
import { FindingFacts } from './finding-facts.tsx';
import { RemediationSteps } from './remediation-steps.tsx';

interface FindingCardProps {
  readonly finding: Finding;
  readonly title: string;
  /** Its life so far; undefined when nothing is known of it. */
  readonly life: BaselineEntry | undefined;
  readonly now: Date;
  readonly source: ClusterSource;
}

export function FindingCard({ finding, title, life, now, source }: FindingCardProps): Html {
  return (
    <article
      class={`finding ${finding.severity}${finding.suppression === undefined ? '' : ' muted'}`}
      id={`finding-${encodeURIComponent(finding.fingerprint)}`}
    >
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
      {finding.suppression === undefined ? null : <Suppressed by={finding.suppression} />}
      <div class="columns">
        <FindingFacts finding={finding} life={life} now={now} />
        <RemediationSteps remediation={finding.remediation} source={source} />
      </div>
    </article>
  );
}

/** Who decided to live with it, why, and until when. */
function Suppressed({ by }: { readonly by: AppliedSuppression }): Html {
  return (
    <p class="suppressed">
      <Badge tone="notApplicable">Suppressed</Badge> by <Name of={by.owner} /> until <Time at={by.expires} />:{' '}
      {sentence(by.reason)} It costs no points.
    </p>
  );
}
