import { deliveryStatuses } from '../../notification.ts';
import type { Html } from '../html.tsx';
import { Select } from '../parts/field.tsx';
import { nameText } from '../parts/text.ts';
import type { MessagesView } from '../views.ts';
import { messagesPath } from './messages-link.ts';
import { statusWords } from './words.ts';

/** A form that asks for some of the messages; it needs no script. */
export function MessagesFilter({ view: { query, receivers } }: { readonly view: MessagesView }): Html {
  const gone = query.receiver !== undefined && receivers.every(({ id }) => id !== query.receiver);
  const choices = [
    ...receivers.map(({ id, name }) => ({ value: id, text: nameText(name) })),
    ...(gone ? [{ value: query.receiver, text: `${nameText(query.receiver)} (gone)` }] : []),
  ];
  return (
    <form class="filter" action="/messages" method="get" role="search" aria-label="Messages">
      <Select name="receiver" label="To" any="Everybody" choices={choices} value={query.receiver} />
      <Select
        name="status"
        label="Arrival"
        any="Any"
        choices={deliveryStatuses.map((value) => ({ value, text: statusWords[value].text }))}
        value={query.status}
      />
      <div class="actions">
        <button type="submit">Apply</button>
        {isFiltered(query) ? <a href={messagesPath({})}>Show all</a> : null}
      </div>
    </form>
  );
}

export function isFiltered({ receiver, status }: MessagesView['query']): boolean {
  return receiver !== undefined || status !== undefined;
}
