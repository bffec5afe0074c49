import type { OpenFinding } from '../../report/select-findings.ts';
import { countOf } from '../../shared/format.ts';
import type { Titles } from '../cluster/titles.ts';
import type { Html } from '../html.tsx';
import { Badge, SeverityBadge } from '../parts/badge.tsx';
import { lifeWords } from '../parts/life-words.ts';
import { checkPath, ClusterLink, Name } from '../parts/name.tsx';
import { beginning } from '../parts/text.ts';
import { Ago, dateText } from '../parts/time.tsx';
import type { FindingsView } from '../views.ts';
import { findingsPath } from './findings-link.ts';

/** Longer sentences are read on the cluster's page. */
const longestSummary = 240;

interface FindingGroupProps {
  readonly of: FindingsView['groups'][number];
  /** Counted from 0 on this page: makes its id. */
  readonly place: number;
  readonly view: FindingsView;
  readonly titles: Titles;
}

/** Findings that have the check or the client in common: how many, how bad, since when, and the first of them. */
export function FindingGroupSection({
  of: { group, findings },
  place,
  view,
  titles,
}: FindingGroupProps): Html {
  const { query, now } = view;
  const id = `group-${place + 1}`;
  const left = group.findings - findings.length;
  return (
    <section aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>
          <Title name={group.name} by={query.group} titles={titles} />{' '}
          <span class="count">{countOf(group.findings, 'finding')}</span>
        </h2>
        <p class="hint">
          In {countOf(group.clusters, 'cluster')}, the oldest since {dateText(group.oldest)}
          {group.suppressed === 0 ? '' : `, ${countOf(group.suppressed, 'is', 'are')} suppressed`}.
        </p>
      </div>
      <ul class="rows worst">
        {findings.map((finding) => (
          <li>
            <Finding finding={finding} now={now} by={query.group} titles={titles} />
          </li>
        ))}
      </ul>
      {left > 0 && view.found.groups > 1 && group.name !== null ? (
        <p class="hint">
          <a href={findingsPath({ ...query, page: 1, [query.group]: group.name })}>
            See all {countOf(group.findings, 'finding')}
          </a>
        </p>
      ) : null}
      {left > 0 && view.found.groups > 1 && group.name === null ? (
        <p class="hint">{countOf(left, 'more', 'more')}: filter by check, cluster or severity to see them.</p>
      ) : null}
    </section>
  );
}

interface TitleProps {
  readonly name: string | null;
  readonly by: 'check' | 'client';
  readonly titles: Titles;
}

function Title({ name, by, titles }: TitleProps): Html {
  if (name === null) return <>No client is known to cause it</>;
  if (by === 'client') return <Name of={name} />;
  return (
    <a href={checkPath(name)} class="quiet">
      {titles.failed(name)}
    </a>
  );
}

interface FindingProps {
  readonly finding: OpenFinding;
  readonly now: Date;
  readonly by: 'check' | 'client';
  readonly titles: Titles;
}

function Finding({ finding: { cluster, entry }, now, by, titles }: FindingProps): Html {
  return (
    <>
      <SeverityBadge severity={entry.severity} />
      <p class="where">
        <ClusterLink cluster={cluster} at={`finding-${encodeURIComponent(entry.fingerprint)}`} />
        {by === 'check' ? null : (
          <a href={checkPath(entry.check)} class="quiet">
            {titles.failed(entry.check)}
          </a>
        )}
      </p>
      <div>
        <p>{beginning(entry.summary, longestSummary)}</p>
        <p class="hint">
          {lifeWords[entry.state]}, first seen <Ago at={entry.firstSeen.at} now={now} />.{' '}
          {entry.suppression === undefined ? null : (
            <>
              <Badge tone="notApplicable">Suppressed</Badge> by <Name of={entry.suppression.owner} /> until{' '}
              {dateText(entry.suppression.expires)}.
            </>
          )}
        </p>
      </div>
    </>
  );
}
