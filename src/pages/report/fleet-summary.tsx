import type { AuditReport } from '../../report/audit-report.ts';
import { countOf, formatCount, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { FindingCounts } from '../parts/badge.tsx';
import { Bar } from '../parts/bar.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { Name } from '../parts/name.tsx';
import { Notice } from '../parts/notice.tsx';
import { stateWords } from '../parts/sweep-words.ts';
import { sentence } from '../parts/text.ts';
import { countsOf, hasNothingToAudit, openIn, suppressedIn } from './order.ts';

/** The figures of the fleet, and first of all what keeps them from being the whole truth. */
export function FleetSummary({ report }: { readonly report: AuditReport }): Html {
  const { sweep, clusters } = report;
  const open = clusters.flatMap(openIn);
  const suppressed = clusters.flatMap(suppressedIn).length;
  const wanted = clusters.filter((cluster) => !hasNothingToAudit(cluster));
  const audited = wanted.filter(({ state }) => state === 'audited').length;
  return (
    <>
      <UnseenNotices report={report} />
      <Figures>
        <Figure
          label="Fleet score"
          value={sweep.score === null ? 'none' : formatCount(sweep.score)}
          unit={sweep.score === null ? undefined : 'of 100'}
        >
          {sweep.score === null ? 'Too little could be seen to give one.' : <Bar share={sweep.score / 100} />}
          {sweep.unsuppressed === null || sweep.unsuppressed === sweep.score
            ? null
            : `${formatCount(sweep.unsuppressed)} with what is suppressed.`}
        </Figure>
        <Figure label="Coverage" value={formatPercent(sweep.coverage)}>
          <Bar share={sweep.coverage} rest />
        </Figure>
        <Figure label="Open findings" value={formatCount(open.length)}>
          {open.length === 0 ? (
            'Nothing was found in what could be seen.'
          ) : (
            <FindingCounts counts={countsOf(open)} />
          )}
          {suppressed === 0 ? null : `${formatCount(suppressed)} more are suppressed.`}
        </Figure>
        <Figure
          label="Clusters audited"
          value={formatCount(audited)}
          unit={`of ${formatCount(wanted.length)}`}
        >
          <Bar share={wanted.length === 0 ? 1 : audited / wanted.length} rest />
        </Figure>
      </Figures>
    </>
  );
}

function UnseenNotices({ report: { sweep, clusters } }: { readonly report: AuditReport }): Html {
  const notAudited = clusters.filter(({ state }) => state !== 'audited' && state !== 'skipped');
  return (
    <>
      {sweep.unseen.length === 0 ? null : (
        <Notice tone="notAudited" title="Part of the fleet could not be seen: clusters may be missing.">
          <ul>
            {sweep.unseen.map((part) => (
              <li>{sentence(part)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {notAudited.length === 0 ? null : (
        <Notice
          tone="notAudited"
          title={`${countOf(notAudited.length, 'cluster')} of ${formatCount(clusters.length)} could not be audited.`}
        >
          <ul>
            {notAudited.map(({ name, state, why }) => (
              <li>
                <Name of={name} />: {sentence(why ?? stateWords[state].text)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
