import { bySeverity } from '../../model.ts';
import type { Titles } from '../cluster/titles.ts';
import type { Html } from '../html.tsx';
import { SeverityBadge } from '../parts/badge.tsx';
import { Name } from '../parts/name.tsx';
import { beginning, sentence } from '../parts/text.ts';
import { clusterAnchor } from './anchors.ts';
import type { ReportCluster } from '../../report/audit-report.ts';
import { openIn } from './order.ts';

const mostShown = 10;
/** The whole sentence is with the cluster. */
const longestSummary = 300;

interface FirstStepsProps {
  readonly clusters: readonly ReportCluster[];
  readonly titles: Titles;
}

/** The worst open findings of the fleet, each with what to do. */
export function FirstSteps({ clusters, titles }: FirstStepsProps): Html | null {
  const worst = clusters
    .flatMap((cluster) => openIn(cluster).map((finding) => ({ cluster, finding })))
    .toSorted((left, right) => bySeverity(left.finding, right.finding))
    .slice(0, mostShown);
  if (worst.length === 0) return null;
  return (
    <section aria-labelledby="first">
      <h2 id="first">What to do first</h2>
      <ol class="rows worst">
        {worst.map(({ cluster, finding }) => (
          <li>
            <SeverityBadge severity={finding.severity} />
            <p class="where">
              <a href={`#${clusterAnchor(cluster)}`}>
                <Name of={cluster.name} />
              </a>{' '}
              {titles.failed(finding.check)}
            </p>
            <div>
              <p>{beginning(finding.summary, longestSummary)}</p>
              <p class="do">{sentence(finding.remediation.summary)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
