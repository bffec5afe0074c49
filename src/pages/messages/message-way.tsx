import type { Html } from '../html.tsx';
import { Name, sweepPath } from '../parts/name.tsx';
import { Time } from '../parts/time.tsx';
import type { MessageView } from '../views.ts';
import { messagesPath } from './messages-link.ts';
import { kindWords } from './words.ts';

/** To whom, by which way and when. */
export function MessageWay({ view: { delivery, receiver } }: { readonly view: MessageView }): Html {
  const { receiverKind, route, group, createdAt, sentAt, message } = delivery;
  return (
    <dl class="facts">
      <dt>To</dt>
      <dd>
        <a href={messagesPath({ receiver: delivery.receiver })}>
          <Name of={receiver?.name ?? delivery.receiver} />
        </a>
        , {kindWords[receiverKind]}
        {receiver === null ? ', which does not exist any more' : ''}
      </dd>
      <dt>By</dt>
      <dd>
        {route !== null ? (
          <>
            the route “<Name of={route} />”
          </>
        ) : message.form === 'digest' ? (
          <>
            the report “<Name of={message.name} />”
          </>
        ) : (
          'somebody who asked for it'
        )}
      </dd>
      <dt>Decided</dt>
      <dd>
        <Time at={createdAt} />
        {message.form === 'alert' && message.sweepId !== null ? (
          <>
            , after <a href={sweepPath(message.sweepId)}>a sweep</a>
          </>
        ) : null}
      </dd>
      {sentAt === undefined ? null : (
        <>
          <dt>Arrived</dt>
          <dd>
            <Time at={sentAt} />
          </dd>
        </>
      )}
      <dt>Group</dt>
      <dd>
        <Name of={group} />
      </dd>
    </dl>
  );
}
