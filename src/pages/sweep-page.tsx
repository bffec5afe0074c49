/** One sweep: how far it is or how it ended, and where every cluster stands. */
import type { Sweep } from '../model.ts';
import { formatBytes, formatCount, formatPercent } from '../shared/format.ts';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { FindingCounts, totalOf } from './parts/badge.tsx';
import { Bar } from './parts/bar.tsx';
import { Figure, Figures } from './parts/figure.tsx';
import { sentence } from './parts/text.ts';
import { Notice } from './parts/notice.tsx';
import { SweepProgress } from './parts/sweep-progress.tsx';
import { triggerWords } from './parts/sweep-words.ts';
import { lasting, momentText, Time } from './parts/time.tsx';
import { refreshSeconds } from './refresh.ts';
import { countsOf, wantedIn } from './parts/ledger-counts.ts';
import { LedgerTable } from './parts/ledger-table.tsx';
import { UnseenParts } from './parts/unseen-parts.tsx';
import type { SweepView } from './views.ts';

/** The page at `/sweeps/{id}`. */
export function sweepPage(view: SweepView): string {
  const { sweep, ledger, now } = view;
  const open = sweep.status !== 'closed';
  const title = `Sweep of ${momentText(sweep.startedAt)}`;
  return documentOf(
    <Layout
      frame={view}
      title={title}
      part="fleet"
      trail={[title]}
      json={`/api/sweeps/${encodeURIComponent(sweep.id)}`}
      refreshSeconds={open ? refreshSeconds : undefined}
    >
      <div class="title">
        <h1>{title}</h1>
        <p class="lead">
          {triggerWords[sweep.trigger]}.{' '}
          {sweep.closedAt === undefined ? null : (
            <>
              Closed <Time at={sweep.closedAt} /> after {lasting(sweep.startedAt, sweep.closedAt)}.
            </>
          )}
        </p>
      </div>
      {open ? <SweepProgress sweep={sweep} counts={countsOf(ledger)} now={now} link={false} /> : null}
      {sweep.problem === undefined ? null : (
        <Notice tone="notAudited" title="This sweep could not be planned to the end.">
          <p>{sentence(sweep.problem)}</p>
        </Notice>
      )}
      <UnseenParts sweep={sweep} />
      <Summary sweep={sweep} />
      <LedgerTable sweep={sweep} ledger={ledger} audits={view.audits} />
    </Layout>,
  );
}

function Summary({ sweep: { summary } }: { readonly sweep: Sweep }): Html | null {
  if (summary === undefined) return null;
  const { clusters, score, coverage, findings, load } = summary;
  const all = wantedIn(clusters);
  return (
    <>
      {summary.complete ? null : (
        <Notice tone="notAudited" title="The sweep is incomplete.">
          <p>
            Clusters that were not audited count as not seen: they lower the coverage, and nothing of theirs
            is resolved.
          </p>
        </Notice>
      )}
      <Figures>
        <Figure
          label="Clusters audited"
          value={formatCount(clusters.audited)}
          unit={`of ${formatCount(all)}`}
        >
          <Bar share={all === 0 ? 0 : clusters.audited / all} rest />
        </Figure>
        <Figure
          label="Fleet score"
          value={score === null ? 'none' : String(Math.round(score))}
          unit={score === null ? undefined : 'of 100'}
        >
          {score === null ? 'Too little could be seen to give one.' : <Bar share={score / 100} />}
        </Figure>
        <Figure label="Coverage" value={formatPercent(coverage)}>
          <Bar share={coverage} rest />
        </Figure>
        <Figure label="Findings" value={formatCount(totalOf(findings))}>
          <FindingCounts counts={findings} />
        </Figure>
        <Figure label="Read from the API servers" value={formatBytes(load.bytes)}>
          {formatCount(load.requests)} requests, {formatCount(load.objects)} objects
        </Figure>
      </Figures>
    </>
  );
}
