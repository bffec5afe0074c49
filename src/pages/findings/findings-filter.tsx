import { openStates } from '../../report/select-findings.ts';
import type { Html } from '../html.tsx';
import { CheckSelect, Select, SeveritySelect, TextField } from '../parts/field.tsx';
import { lifeWords } from '../parts/life-words.ts';
import type { FindingsView } from '../views.ts';
import { findingsPath, isFiltered } from './findings-link.ts';

/** A form that asks for some of the findings; it needs no script. */
export function FindingsFilter({ view: { query, checks } }: { readonly view: FindingsView }): Html {
  return (
    <form class="filter" action="/findings" method="get" role="search" aria-label="Findings">
      <Select
        name="group"
        label="Grouped by"
        any="Check"
        choices={[{ value: 'client', text: 'Client' }]}
        value={query.group === 'check' ? undefined : query.group}
      />
      <SeveritySelect label="Severity" value={query.severity?.join(',')} />
      <CheckSelect checks={checks} value={query.check} />
      <TextField name="client" label="Client" value={query.client} placeholder="contains …" />
      <TextField name="cluster" label="Cluster" value={query.cluster} placeholder="contains …" />
      <TextField name="tag" label="Tag" value={query.tag} placeholder="name=value" />
      <Select
        name="state"
        label="State"
        any="Any"
        choices={openStates.map((value) => ({ value, text: lifeWords[value] }))}
        value={query.state?.join(',')}
      />
      <Select
        name="suppressed"
        label="Suppressed"
        any="Any"
        choices={[
          { value: 'no', text: 'No' },
          { value: 'yes', text: 'Yes' },
        ]}
        value={query.suppressed === undefined ? undefined : query.suppressed ? 'yes' : 'no'}
      />
      <div class="actions">
        <button type="submit">Apply</button>
        {isFiltered(query) ? <a href={findingsPath({ group: query.group, page: 1 })}>Show all</a> : null}
      </div>
    </form>
  );
}
