import type { AnyCheck } from '../../checks/define-check.ts';
import type { AuditResult, CheckVerdict, Headline, Score } from '../../model.ts';
import { minimumCoverage } from '../../model.ts';
import type { Trends } from '../../report/trend.ts';
import { countOf, formatBytes, formatCount, formatPercent, listInWords } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { FindingCounts, totalOf } from '../parts/badge.tsx';
import { Bar } from '../parts/bar.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { reasonWords } from '../parts/reason-words.ts';
import { nameText } from '../parts/text.ts';
import { Ago, lasting } from '../parts/time.tsx';
import { reachWords } from '../trend/forecast-words.ts';
import { Spark } from '../trend/spark.tsx';
import { seenTrend } from '../trend/trend-chart.tsx';
import type { ClusterView } from '../views.ts';
import { etcdTrend } from './etcd-chart.tsx';
import { etcdQuotaOf } from './etcd-quota.ts';

interface ClusterHeadlineProps {
  readonly view: ClusterView;
  readonly audit: AuditResult;
}

export function ClusterHeadline({ view, audit }: ClusterHeadlineProps): Html {
  const { checks, now, trends } = view;
  const { headline, score, verdicts } = audit;
  const applicable = verdicts.filter(({ outcome }) => outcome !== 'notApplicable');
  const failed = applicable.filter(({ outcome }) => outcome === 'fail').length;
  const unknown = applicable.filter(({ outcome }) => outcome === 'unknown').length;
  const scoreTrend = trends === null ? undefined : seenTrend(trends, 'score');
  return (
    <Figures>
      <Figure
        label="Score"
        value={score.value === null ? 'none' : String(Math.round(score.value))}
        unit={score.value === null ? undefined : 'of 100'}
      >
        {score.value === null ? (
          `Too little could be judged to give one: that takes a coverage of ${formatPercent(minimumCoverage)}.`
        ) : (
          <>
            <Bar share={score.value / 100} />
            {`${formatCount(failed)} of ${countOf(applicable.length - unknown, 'judged check')} failed.`}
            {unseenPoints(score)}
          </>
        )}
        {suppressedWords(audit)}
        <Spark trend={scoreTrend} top={100} />
      </Figure>
      <Figure label="Coverage" value={formatPercent(score.coverage)}>
        <Bar share={score.coverage} rest />
        {unknown === 0
          ? 'Every check that applies was judged.'
          : `${formatCount(unknown)} of ${countOf(applicable.length, 'check')} could not be judged: ${reasonsIn(verdicts)}.`}
      </Figure>
      <Figure label="Findings" value={formatCount(totalOf(headline.findings))}>
        <FindingCounts counts={headline.findings} />
      </Figure>
      <EtcdFigure headline={headline} checks={checks} trends={trends} />
      <Figure label="Kubernetes" value={nameText(headline.kubernetesVersion ?? 'not seen')} />
      <Figure label="Audited" value={<Ago at={audit.finishedAt} now={now} />}>
        Took {lasting(audit.startedAt, audit.finishedAt)}, {countOf(audit.load.requests, 'request')},{' '}
        {formatBytes(audit.load.bytes)}
      </Figure>
    </Figures>
  );
}

/** What was not seen earns nothing: that is not the same as what was found. */
function unseenPoints({ coverage }: Score): string | null {
  const points = Math.round(100 * (1 - coverage));
  return points === 0 ? null : ` Up to ${countOf(points, 'point')} are missing for what could not be judged.`;
}

/** How many checks are unknown for each reason, most first. */
function reasonsIn(verdicts: readonly CheckVerdict[]): string {
  const reasons = verdicts.flatMap((verdict) => (verdict.outcome === 'unknown' ? [verdict.reason] : []));
  const counted = [...Map.groupBy(reasons, (reason) => reason)].toSorted(
    ([, left], [, right]) => right.length - left.length,
  );
  return listInWords(
    counted.map(([reason, { length }]) => `${formatCount(length)} ${reasonWords[reason].toLowerCase()}`),
  );
}

/** What the score is without what somebody has decided to live with. */
function suppressedWords({ headline, score }: AuditResult): string | null {
  if (headline.suppressed === 0) return null;
  const without =
    score.unsuppressed === null ? '' : ` The score is ${Math.round(score.unsuppressed)} with them.`;
  return `${countOf(headline.suppressed, 'finding is', 'findings are')} suppressed.${without}`;
}

interface EtcdFigureProps {
  readonly headline: Headline;
  readonly checks: readonly AnyCheck[];
  readonly trends: Trends | null;
}

/** How full etcd is: by its size, or by what Azure measures where the API server is not read. */
function EtcdFigure({ headline: { etcdBytes, etcdUsed }, checks, trends }: EtcdFigureProps): Html {
  const quota = etcdQuotaOf(checks);
  const found = trends === null ? null : etcdTrend(trends, checks);
  const share = etcdBytes !== null && quota !== null ? etcdBytes / quota : etcdUsed;
  const reach = found === null ? null : reachWords(found);
  const value =
    etcdBytes === null ? (etcdUsed === null ? 'not seen' : formatPercent(etcdUsed)) : formatBytes(etcdBytes);
  return (
    <Figure label="etcd database" value={value}>
      {share === null ? null : (
        <>
          <Bar share={share} />
          <span>
            {etcdBytes === null || quota === null
              ? 'of its quota, as Azure measures it.'
              : `${formatPercent(share)} of the quota of ${formatBytes(quota)}.`}
          </span>
        </>
      )}
      {reach === null ? null : <strong>{reach}</strong>}
      <Spark trend={found?.trend} />
    </Figure>
  );
}
