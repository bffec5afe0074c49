import type { AnyCheck } from '../../checks/define-check.ts';
import type { AuditResult } from '../../model.ts';
import { countOf, formatBytes, formatCount, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { FindingCounts, totalOf } from '../parts/badge.tsx';
import { Bar } from '../parts/bar.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { nameText } from '../parts/text.ts';
import { Ago, lasting } from '../parts/time.tsx';
import { etcdQuotaOf } from './etcd-quota.ts';

interface ClusterHeadlineProps {
  readonly audit: AuditResult;
  readonly checks: readonly AnyCheck[];
  readonly now: Date;
}

export function ClusterHeadline({ audit, checks, now }: ClusterHeadlineProps): Html {
  const { headline, score, verdicts } = audit;
  const applicable = verdicts.filter(({ outcome }) => outcome !== 'notApplicable');
  const failed = applicable.filter(({ outcome }) => outcome === 'fail').length;
  const unknown = applicable.filter(({ outcome }) => outcome === 'unknown').length;
  return (
    <Figures>
      <Figure
        label="Score"
        value={score.value === null ? 'none' : String(Math.round(score.value))}
        unit={score.value === null ? undefined : 'of 100'}
      >
        {score.value === null ? (
          'Too little could be judged to give one.'
        ) : (
          <>
            <Bar share={score.value / 100} />
            {`${formatCount(failed)} of ${countOf(applicable.length - unknown, 'judged check')} failed.`}
          </>
        )}
      </Figure>
      <Figure label="Coverage" value={formatPercent(score.coverage)}>
        <Bar share={score.coverage} rest />
        {unknown === 0
          ? 'Every check that applies was judged.'
          : `${formatCount(unknown)} of ${countOf(applicable.length, 'check')} could not be judged.`}
      </Figure>
      <Figure label="Findings" value={formatCount(totalOf(headline.findings))}>
        <FindingCounts counts={headline.findings} />
      </Figure>
      <EtcdFigure bytes={headline.etcdBytes} quota={etcdQuotaOf(checks)} />
      <Figure label="Kubernetes" value={nameText(headline.kubernetesVersion ?? 'not seen')} />
      <Figure label="Audited" value={<Ago at={audit.finishedAt} now={now} />}>
        Took {lasting(audit.startedAt, audit.finishedAt)}, {countOf(audit.load.requests, 'request')},{' '}
        {formatBytes(audit.load.bytes)}
      </Figure>
    </Figures>
  );
}

function EtcdFigure({
  bytes,
  quota,
}: {
  readonly bytes: number | null;
  readonly quota: number | null;
}): Html {
  return (
    <Figure label="etcd database" value={bytes === null ? 'not seen' : formatBytes(bytes)}>
      {bytes === null || quota === null ? null : (
        <>
          <Bar share={bytes / quota} />
          {formatPercent(bytes / quota)} of the quota of {formatBytes(quota)}
        </>
      )}
    </Figure>
  );
}
