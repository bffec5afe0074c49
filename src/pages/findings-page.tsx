/** The open findings of the whole fleet, by what they have in common. */
import { countOf, formatCount } from '../shared/format.ts';
import { titlesOf } from './cluster/titles.ts';
import { FindingGroupSection } from './findings/finding-group.tsx';
import { FindingsFilter } from './findings/findings-filter.tsx';
import { findingsParameters, findingsPath, isFiltered } from './findings/findings-link.ts';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { addressOf } from './parts/address.ts';
import { Notice } from './parts/notice.tsx';
import { Pager } from './parts/pager.tsx';
import type { FindingsView } from './views.ts';

/** The page at `/findings`. */
export function findingsPage(view: FindingsView): string {
  const { query, groups, found, pages, checks } = view;
  const titles = titlesOf(checks);
  return documentOf(
    <Layout frame={view} title="Findings" part="findings" trail={[]} json={jsonOf(view)}>
      <div class="title">
        <h1>Findings</h1>
        <p class="lead">
          {countOf(found.findings, 'open finding')} in {countOf(found.clusters, 'cluster')}, by{' '}
          {query.group === 'check' ? 'what is wrong' : 'who causes it'}, worst first.
        </p>
      </div>
      <Unseen view={view} />
      <FindingsFilter view={view} />
      {groups.length === 0 ? (
        <p class="hint">
          {isFiltered(query) ? 'No open finding is like that.' : 'Nothing was found in what could be seen.'}
        </p>
      ) : null}
      {groups.map((of, place) => (
        <FindingGroupSection of={of} place={place} view={view} titles={titles} />
      ))}
      <Pager
        label="Pages of findings"
        page={query.page}
        pages={pages}
        hrefOf={(page) => findingsPath({ ...query, page })}
      />
    </Layout>,
  );
}

/** What is missing from the list, so that nobody takes it for all there is. */
function Unseen({ view: { leftOut, notAudited } }: { readonly view: FindingsView }): Html | null {
  if (leftOut === 0 && notAudited === 0) return null;
  return (
    <Notice tone="notAudited" title="This may not be all.">
      <ul>
        {notAudited === 0 ? null : (
          <li>
            {countOf(notAudited, 'cluster was', 'clusters were')} not audited by the newest sweep: what is
            told of such clusters is old, or nothing.
          </li>
        )}
        {leftOut === 0 ? null : (
          <li>
            {formatCount(leftOut)} of the mildest findings are only on the pages of their clusters, which have
            very many.
          </li>
        )}
      </ul>
    </Notice>
  );
}

/** The API answers the same question. */
function jsonOf({ query }: FindingsView): string {
  const asked = findingsParameters({ ...query, page: 1 }).filter(([name]) => name !== 'group');
  return addressOf('/api/findings', [['group', query.group], ...asked]);
}
