import type { Html } from '../html.tsx';
import { SeverityBadge } from '../parts/badge.tsx';
import { checkPath, ClusterLink, sentence } from '../parts/name.tsx';
import type { DashboardView } from '../views.ts';

/** Longer sentences are read on the cluster's page. */
const longestSummary = 240;

/** The findings to work on first, each with what to do. */
export function WorstFindings({ view }: { readonly view: DashboardView }): Html | null {
  if (view.worst.length === 0) return null;
  const checks = new Map(view.checks.map((check) => [check.id, check]));
  return (
    <section aria-labelledby="worst">
      <h2 id="worst">What to do first</h2>
      <ol class="rows">
        {view.worst.map(({ cluster, entry }) => (
          <li>
            <SeverityBadge severity={entry.severity} />
            <div>
              <p>
                <ClusterLink cluster={cluster} />
                <span class="sep"> · </span>
                <a href={checkPath(entry.check)} class="quiet">
                  {checks.get(entry.check)?.title ?? entry.check}
                </a>
              </p>
              <p>{sentence(entry.summary, longestSummary)}</p>
              <p class="do">{checks.get(entry.check)?.remedy}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
