import type { Child } from 'hono/jsx';
import type { Headline, Severity, Sweep } from '../../model.ts';
import { severities } from '../../model.ts';
import { countOf, formatCount, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { FindingCounts, totalOf } from '../parts/badge.tsx';
import { Bar } from '../parts/bar.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { sweepPath } from '../parts/name.tsx';
import { Ago, lasting } from '../parts/time.tsx';
import { Spark } from '../trend/spark.tsx';
import { seenTrend } from '../trend/trend-chart.tsx';
import type { DashboardView } from '../views.ts';

/** The figures of the fleet: of the last closed sweep, and of what is open now. */
export function FleetHeadline({ view }: { readonly view: DashboardView }): Html {
  const last = view.sweeps.find(({ status }) => status === 'closed');
  const score = last?.summary?.score ?? null;
  const coverage = last?.summary?.coverage;
  const open = openFindings(view);
  const wanted = view.clusters.filter(
    ({ notAudited }) => notAudited?.state !== 'skipped' && notAudited?.state !== 'vanished',
  );
  const audited = wanted.filter(({ newest, notAudited }) => newest !== null && notAudited === undefined);
  return (
    <Figures>
      <Figure
        label="Fleet score"
        value={score === null ? 'none' : String(Math.round(score))}
        unit={score === null ? undefined : 'of 100'}
      >
        {score === null ? 'Too little could be seen to give one.' : <Bar share={score / 100} />}
        {view.trends === null ? null : <Spark trend={seenTrend(view.trends, 'score')} top={100} />}
      </Figure>
      <Figure label="Coverage" value={coverage === undefined ? 'none' : formatPercent(coverage)}>
        {coverage === undefined ? 'No sweep has closed yet.' : <Bar share={coverage} rest />}
      </Figure>
      <Figure label="Open findings" value={formatCount(totalOf(open))}>
        {totalOf(open) === 0 ? 'Nothing was found in what could be seen.' : <FindingCounts counts={open} />}
      </Figure>
      <Figure
        label="Clusters audited"
        value={formatCount(audited.length)}
        unit={`of ${formatCount(wanted.length)}`}
      >
        <Bar share={wanted.length === 0 ? 1 : audited.length / wanted.length} rest />
      </Figure>
      <Figure label="Last sweep" value={lastSweep(last, view.now)}>
        {last === undefined ? null : <SweepNote sweep={last} />}
        <span>
          Next <Ago at={view.nextSweep.toISOString()} now={view.now} />
        </span>
      </Figure>
    </Figures>
  );
}

function lastSweep(sweep: Sweep | undefined, now: Date): Child {
  return sweep?.closedAt === undefined ? 'none yet' : <Ago at={sweep.closedAt} now={now} />;
}

function SweepNote({ sweep }: { readonly sweep: Sweep }): Html {
  const { load } = sweep.summary ?? {};
  return (
    <span>
      <a href={sweepPath(sweep.id)}>Took {lasting(sweep.startedAt, sweep.closedAt ?? sweep.startedAt)}</a>
      {load === undefined ? '' : `, ${countOf(load.requests, 'request')}`}
    </span>
  );
}

function openFindings({ clusters }: DashboardView): Headline['findings'] {
  const sums: Partial<Record<Severity, number>> = {};
  for (const { newest, notAudited } of clusters) {
    if (notAudited?.state === 'vanished') continue;
    for (const severity of severities) {
      const count = newest?.headline.findings[severity] ?? 0;
      if (count > 0) sums[severity] = (sums[severity] ?? 0) + count;
    }
  }
  return sums;
}
