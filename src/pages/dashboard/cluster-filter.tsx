import type { AnyCheck } from '../../checks/define-check.ts';
import type { LatestAudit } from '../../model.ts';
import { outcomes } from '../../model.ts';
import type { ClusterSort } from '../../report/select-clusters.ts';
import { clusterSorts } from '../../report/select-clusters.ts';
import { compareText } from '../../shared/compare-text.ts';
import type { Html } from '../html.tsx';
import { CheckSelect, Hidden, Select, SeveritySelect, TextField } from '../parts/field.tsx';
import { outcomeWords } from '../parts/outcome-words.ts';
import { nameText } from '../parts/text.ts';
import { defaultRange } from '../trend/range.ts';
import type { FleetQuery } from './fleet-link.ts';
import { fleetPath, isFiltered } from './fleet-link.ts';

/** More than these are no help in a list; they can be typed. */
const mostTags = 50;

interface ClusterFilterProps {
  readonly query: FleetQuery;
  /** All of the fleet: what can be chosen comes from them. */
  readonly clusters: readonly LatestAudit[];
  readonly checks: readonly AnyCheck[];
}

/** A form that asks the fleet page for some of the clusters; it needs no script. */
export function ClusterFilter({ query, clusters, checks }: ClusterFilterProps): Html {
  const facts = clusters.map(({ newest }) => newest?.facts ?? null);
  return (
    <form class="filter" action="/#clusters" method="get" role="search" aria-label="Clusters">
      <TextField name="name" label="Name" value={query.name} placeholder="contains …" />
      <SeveritySelect label="Findings" value={query.severity?.join(',')} />
      <CheckSelect checks={checks} value={query.check} />
      <Select
        name="outcome"
        label="Outcome"
        any={query.check === undefined ? 'Any' : 'Failed'}
        choices={outcomes.map((value) => ({ value, text: outcomeWords[value] }))}
        value={query.outcome?.join(',')}
      />
      <Select
        name="tier"
        label="Tier"
        any="Any"
        choices={choicesOf(facts.map((fact) => fact?.tier ?? null))}
        value={query.tier?.join(',')}
      />
      <Select
        name="region"
        label="Region"
        any="Any"
        choices={choicesOf(facts.map((fact) => fact?.location ?? null))}
        value={query.region?.join(',')}
      />
      <TextField name="tag" label="Tag" value={query.tag} placeholder="name=value" list="known-tags" />
      <datalist id="known-tags">
        {tagsOf(clusters).map((tag) => (
          <option value={tag} />
        ))}
      </datalist>
      <Select
        name="sort"
        label="Sort by"
        any={sortNames.attention}
        choices={clusterSorts.flatMap((value) =>
          value === 'attention' ? [] : [{ value, text: sortNames[value] }],
        )}
        value={query.sort === 'attention' ? undefined : query.sort}
      />
      {query.range === defaultRange ? null : <Hidden name="range" value={query.range} />}
      <div class="actions">
        <button type="submit">Apply</button>
        {isFiltered(query) ? (
          <a href={fleetPath({ sort: query.sort, order: query.order, range: query.range }, 'clusters')}>
            Show all
          </a>
        ) : null}
      </div>
    </form>
  );
}

const sortNames: Readonly<Record<ClusterSort, string>> = {
  attention: 'Attention',
  name: 'Name',
  score: 'Score',
  coverage: 'Coverage',
  etcd: 'Size of etcd',
  etcdUsed: 'etcd quota in use',
  audited: 'Time of the audit',
};

/** What occurs, with the clusters of which it is not known when there are any. */
function choicesOf(facts: readonly (string | null)[]) {
  const known = new Set(facts.flatMap((fact) => fact ?? []));
  const choices = [...known].toSorted(compareText).map((value) => ({ value, text: nameText(value) }));
  return facts.includes(null) ? [...choices, { value: 'unknown', text: 'Not known' }] : choices;
}

/** Tags as they are asked for, those on most clusters first. */
function tagsOf(clusters: readonly LatestAudit[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { newest } of clusters) {
    for (const [name, value] of Object.entries(newest?.facts?.tags ?? {})) {
      const tag = `${name}=${value}`;
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
  }
  return [...counts]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, mostTags)
    .map(([tag]) => tag);
}
