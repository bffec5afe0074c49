import type { Html } from '../html.tsx';
import { SeverityBadge } from '../parts/badge.tsx';
import { checkPath, ClusterLink } from '../parts/name.tsx';
import { beginning } from '../parts/text.ts';
import { wordsOf } from '../parts/words.ts';
import type { DashboardView } from '../views.ts';

/** Longer sentences are read on the cluster's page. */
const longestSummary = 200;

/** The findings to work on first, each with what to do. */
export function WorstFindings({ view }: { readonly view: DashboardView }): Html | null {
  if (view.worst.length === 0) return null;
  const checks = new Map(view.checks.map((check) => [check.id, check]));
  return (
    <section aria-labelledby="worst">
      <h2 id="worst">What to do first</h2>
      <ol class="rows worst">
        {view.worst.map(({ cluster, entry }) => (
          <li>
            <SeverityBadge severity={entry.severity} />
            <p class="where">
              <ClusterLink cluster={cluster} />
              <a href={checkPath(entry.check)} class="quiet">
                {checks.get(entry.check)?.title ?? wordsOf(entry.check)}
              </a>
            </p>
            <div>
              <p>{beginning(entry.summary, longestSummary)}</p>
              {checks.has(entry.check) ? <p class="do">{checks.get(entry.check)?.remedy}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
