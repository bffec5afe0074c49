/** The lists of a cluster beside its open findings; one without entries is left out. */
import type { Child } from 'hono/jsx';
import type { Html } from '../html.tsx';
import { Badge, SeverityBadge } from '../parts/badge.tsx';
import { reasonWords } from '../parts/reason-words.ts';
import { plain, sentence } from '../parts/text.ts';
import { Time } from '../parts/time.tsx';
import type { ClusterSectionProps } from './cluster-section.tsx';
import { suppressedIn, unknownIn } from './order.ts';

export function Suppressed({ cluster, titles }: ClusterSectionProps): Html | null {
  return (
    <Rows title="Suppressed">
      {suppressedIn(cluster).flatMap(({ check, severity, summary, suppression }) =>
        suppression === undefined
          ? []
          : [
              <Row badge={<SeverityBadge severity={severity} />} title={titles.failed(check)} text={summary}>
                Accepted by {plain(suppression.owner)} until <Time at={suppression.expires} />:{' '}
                {sentence(suppression.reason)}
              </Row>,
            ],
      )}
    </Rows>
  );
}

export function NotJudged({ cluster, titles }: ClusterSectionProps): Html | null {
  return (
    <Rows title="Could not be judged">
      {unknownIn(cluster).map(({ check, outcome, reason, detail = '', remedy = '' }) => (
        <li>
          <Badge tone="unknown">{outcome === 'unknown' ? 'Unknown' : 'Seen in part'}</Badge>
          <div>
            <p class="reason">{titles.failed(check)}</p>
            <p>
              {reason === undefined ? '' : `${reasonWords[reason]}. `}
              {sentence(detail)}
            </p>
            <p class="do">{sentence(remedy)}</p>
          </div>
        </li>
      ))}
    </Rows>
  );
}

export function OutOfSight({ cluster, titles }: ClusterSectionProps): Html | null {
  return (
    <Rows title="Found earlier, and not seen again">
      {cluster.outOfSight.map(({ check, severity, summary, lastSeen }) => (
        <Row badge={<SeverityBadge severity={severity} />} title={titles.failed(check)} text={summary}>
          Last seen <Time at={lastSeen} />. This sweep could not look again, so it counts as open.
        </Row>
      ))}
    </Rows>
  );
}

export function Resolved({ cluster, titles }: ClusterSectionProps): Html | null {
  return (
    <Rows title="Resolved">
      {cluster.resolved.map(({ check, summary, firstSeen, lastSeen }) => (
        <Row badge={<Badge tone="pass">Resolved</Badge>} title={titles.failed(check)} text={summary}>
          Seen from <Time at={firstSeen} /> to <Time at={lastSeen} />.
        </Row>
      ))}
    </Rows>
  );
}

function Rows({
  title,
  children,
}: {
  readonly title: string;
  readonly children: readonly Child[];
}): Html | null {
  if (children.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="rows">{children}</ul>
    </>
  );
}

interface RowProps {
  readonly badge: Html;
  readonly title: string;
  readonly text: string;
  /** What is to be known besides. */
  readonly children: Child;
}

function Row({ badge, title, text, children }: RowProps): Html {
  return (
    <li>
      {badge}
      <div>
        <p class="reason">{title}</p>
        <p>{sentence(text)}</p>
        <p class="hint">{children}</p>
      </div>
    </li>
  );
}
