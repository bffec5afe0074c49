import type { AppliedSuppression, BaselineEntry, ClusterSource, Finding } from '../../model.ts';
import type { InsightCluster } from '../../report/insights/insights.ts';
import type { Html } from '../html.tsx';
import { Badge, SeverityBadge } from '../parts/badge.tsx';
import { lifeWords } from '../parts/life-words.ts';
import { checkPath } from '../parts/name.tsx';
import { plain, sentence } from '../parts/text.ts';
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
  /** Kinds of evidence whose log query is on the page. */
  readonly queries: readonly string[];
  /** Other clusters in which the client that causes it is heavy. */
  readonly elsewhere: readonly InsightCluster[];
}

export function FindingCard({
  finding,
  title,
  life,
  now,
  source,
  queries,
  elsewhere,
}: FindingCardProps): Html {
  const { suppression } = finding;
  return (
    <article
      class={`finding ${finding.severity}${finding.suppression === undefined ? '' : ' muted'}`}
      id={`finding-${encodeURIComponent(finding.fingerprint)}`}
    >
      <header>
        <SeverityBadge severity={finding.severity} />
        {suppression === undefined ? null : <Badge tone="notApplicable">Suppressed</Badge>}
        <h3>
          <a href={checkPath(finding.check)} class="quiet">
            {title}
          </a>
        </h3>
        {life === undefined ? null : <span class={`life ${life.state}`}>{lifeWords[life.state]}</span>}
      </header>
      <p class="summary">{sentence(finding.summary)}</p>
      {suppression === undefined ? null : <Suppressed by={suppression} />}
      <div class="columns">
        <FindingFacts finding={finding} life={life} now={now} queries={queries} elsewhere={elsewhere} />
        <RemediationSteps remediation={finding.remediation} source={source} />
      </div>
    </article>
  );
}

/** Whoever reads it has to know whom to ask, and when it counts again. */
function Suppressed({ by: { id, owner, reason, expires } }: { readonly by: AppliedSuppression }): Html {
  return (
    <dl class="facts">
      <dt>Suppressed by</dt>
      <dd>{plain(owner)}</dd>
      <dt>Why</dt>
      <dd>{sentence(reason)}</dd>
      <dt>Until</dt>
      <dd>
        <Time at={expires} />
      </dd>
      <dt>Entry</dt>
      <dd>{plain(id)}</dd>
    </dl>
  );
}
