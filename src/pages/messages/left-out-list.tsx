import type { DecisionSummary, LeftOut } from '../../notification.ts';
import { bySeverity } from '../../model.ts';
import { leftOutText } from '../../report/left-out-words.ts';
import { countOf, formatCount, listInWords } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { SeverityBadge } from '../parts/badge.tsx';
import { Name, sweepPath } from '../parts/name.tsx';
import { nameText, plain, sentence } from '../parts/text.ts';
import { Time } from '../parts/time.tsx';
import type { MessagesView } from '../views.ts';
import { messagePath } from './messages-link.ts';

/** More of one decision are in the API. */
const mostShown = 12;

/** What somebody was not told of at the newest moments, and why: silence is decided too. */
export function LeftOutList({ view: { decisions } }: { readonly view: MessagesView }): Html {
  return (
    <section aria-labelledby="left-out">
      <div class="section-head">
        <h2 id="left-out">Left out, and why</h2>
        <p class="hint">
          What was not sent at the newest moments. <a href="/api/decisions">All decisions as JSON</a>
        </p>
      </div>
      {decisions.length === 0 ? (
        <p class="hint">Nothing was decided yet: that happens whenever a sweep is closed.</p>
      ) : (
        decisions.map((decision) => <DecisionPart decision={decision} />)
      )}
    </section>
  );
}

function DecisionPart({ decision }: { readonly decision: DecisionSummary }): Html {
  const { id, at, sweepId, deliveries, leftOut, moreLeftOut = 0 } = decision;
  const known = leftOut.filter(({ reason }) => reason === 'told already');
  const others = leftOut.filter(({ reason }) => reason !== 'told already').toSorted(byWeight);
  const shown = others.slice(0, mostShown);
  const left = others.length - shown.length + moreLeftOut;
  return (
    <>
      <h3>
        <Time at={at} />{' '}
        <span class="count">
          {sweepId === null ? (
            'what was held back fell due'
          ) : (
            <>
              after <a href={sweepPath(sweepId)}>a sweep</a>
            </>
          )}
          , {countOf(deliveries.length, 'message')} sent
        </span>
      </h3>
      {leftOut.length + moreLeftOut === 0 ? <p class="hint">Nothing was left out.</p> : null}
      {shown.length === 0 ? null : (
        <ul class="rows">
          {shown.map((group) => (
            <li>
              <SeverityBadge severity={group.severity} />
              <Group of={group} />
            </li>
          ))}
        </ul>
      )}
      {known.length === 0 ? null : (
        <p class="hint">
          {countOf(known.length, 'group was', 'groups were')} told already and did not get worse.
        </p>
      )}
      {left === 0 ? null : (
        <p class="hint">
          {formatCount(left)} more:{' '}
          <a href={`/api/decisions/${encodeURIComponent(id)}`}>all of them as JSON</a>
        </p>
      )}
    </>
  );
}

function Group({ of }: { readonly of: LeftOut }): Html {
  const { receiver, route, title, alerts, clusters } = of;
  return (
    <div>
      <p>{plain(title)}</p>
      <p>
        <Reason of={of} />
      </p>
      <p class="hint">
        {receiver === null ? (
          'For nobody'
        ) : (
          <>
            For <Name of={receiver} />
          </>
        )}{' '}
        by the route “<Name of={route} />
        ”; {countOf(alerts, 'alert')}
        {clusters.length === 0 ? '' : ` in ${listInWords(clusters.map(nameText))}`}.
      </p>
    </div>
  );
}

function Reason({ of }: { readonly of: LeftOut }): Html {
  if (of.reason !== 'grouped into' || of.into === undefined) return <>{sentence(leftOutText(of))}</>;
  return (
    <>
      Grouped into <a href={messagePath(of.into)}>another message</a>.
    </>
  );
}

/** What nobody is told of comes first, then the worst. */
function byWeight(left: LeftOut, right: LeftOut): number {
  const toNobody = ({ reason }: LeftOut): number => Number(reason !== 'no receiver');
  return toNobody(left) - toNobody(right) || bySeverity(left, right);
}
