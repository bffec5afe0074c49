/** What was sent, to whom, why and whether it arrived; and what was left out. */
import { countOf } from '../shared/format.ts';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { DeliveryTable } from './messages/delivery-table.tsx';
import { LeftOutList } from './messages/left-out-list.tsx';
import { isFiltered, MessagesFilter } from './messages/messages-filter.tsx';
import { messagesParameters, messagesPath } from './messages/messages-link.ts';
import { NobodyTold } from './messages/nobody-told.tsx';
import { ReceiverTable } from './messages/receiver-table.tsx';
import { addressOf } from './parts/address.ts';
import { Code } from './parts/code.tsx';
import { Notice } from './parts/notice.tsx';
import { nameText } from './parts/text.ts';
import type { MessagesView } from './views.ts';

/** The page at `/messages`. */
export function messagesPage(view: MessagesView): string {
  const { receivers, now } = view;
  return documentOf(
    <Layout frame={view} title="Messages" part="messages" trail={[]} json={jsonOf(view)}>
      <div class="title">
        <h1>Messages</h1>
        <p class="lead">What was sent, to whom and why, whether it arrived, and what was left out.</p>
      </div>
      <Unreached view={view} />
      {receivers.length === 0 ? <NobodyTold /> : null}
      {receivers.length === 0 ? null : (
        <section aria-labelledby="receivers">
          <div class="section-head">
            <h2 id="receivers">Receivers</h2>
            <p class="hint">
              <a href="/api/receivers">As JSON</a>
            </p>
          </div>
          <ReceiverTable receivers={receivers} now={now} />
        </section>
      )}
      <Sent view={view} />
      <LeftOutList view={view} />
    </Layout>,
  );
}

/** Whoever does not get messages does not know it: it is said before all else. */
function Unreached({ view: { receivers } }: { readonly view: MessagesView }): Html | null {
  const silent = receivers.filter(
    ({ paused, health }) => paused !== null || health?.failingSince !== undefined,
  );
  if (silent.length === 0) return null;
  const title = `${countOf(silent.length, 'receiver gets', 'receivers get')} no messages now.`;
  return (
    <Notice tone="notAudited" title={title}>
      <ul>
        {silent.map(({ name, paused }) => (
          <li>
            <bdi>{nameText(name)}</bdi> {paused === null ? 'cannot be reached' : 'is paused'}: see{' '}
            <a href="#receivers">receivers</a>.
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Sent({ view }: { readonly view: MessagesView }): Html | null {
  const { query, deliveries, receivers, next } = view;
  const nothingEver = deliveries.length === 0 && !isFiltered(query) && query.after === undefined;
  if (nothingEver && receivers.length === 0) return null;
  return (
    <section aria-labelledby="sent">
      <h2 id="sent">Sent</h2>
      {nothingEver ? <NothingSent /> : <MessagesFilter view={view} />}
      {deliveries.length === 0 && !nothingEver ? <p class="hint">No message is like that.</p> : null}
      {deliveries.length === 0 ? null : <DeliveryTable view={view} />}
      {query.after === undefined && next === null ? null : (
        <nav class="pager" aria-label="Pages of messages">
          {query.after === undefined ? null : (
            <a href={messagesPath({ ...query, after: undefined })}>← Newest</a>
          )}
          {next === null ? null : (
            <a href={messagesPath({ ...query, after: next })} rel="next">
              Older →
            </a>
          )}
        </nav>
      )}
    </section>
  );
}

function NothingSent(): Html {
  return (
    <>
      <p class="hint">
        Nothing was sent yet: whoever is told hears of what opens, gets worse or is resolved after a sweep. To
        see that messages arrive, send a test:
      </p>
      <Code kind="Command" text={'curl --request POST "$ADDRESS/api/receivers/RECEIVER/test"'} />
    </>
  );
}

/** The API answers the same question. */
function jsonOf({ query: { after, ...query } }: MessagesView): string {
  const token: readonly (readonly [string, string])[] =
    after === undefined ? [] : [['continuationToken', after]];
  return addressOf('/api/deliveries', [...messagesParameters(query), ...token]);
}
