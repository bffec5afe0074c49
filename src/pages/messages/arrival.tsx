import type { Html } from '../html.tsx';
import { Notice } from '../parts/notice.tsx';
import { sentence } from '../parts/text.ts';
import { Ago } from '../parts/time.tsx';
import type { MessageView } from '../views.ts';

/** Said first where it did not arrive. */
export function Arrival({ view: { delivery, now } }: { readonly view: MessageView }): Html | null {
  const { status, attempts, nextAt } = delivery;
  const last = attempts.at(-1);
  if (status === 'dead') {
    return (
      <Notice tone="notAudited" title="It did not arrive, and is not tried any more.">
        {last === undefined ? null : <p>{sentence(last.detail)}</p>}
      </Notice>
    );
  }
  if (status === 'cancelled') {
    return <Notice tone="info" title="It is not sent: its receiver does not exist any more." />;
  }
  if (status === 'sent') return null;
  return (
    <Notice tone="busy" title="It has not arrived yet.">
      <p>
        {nextAt === undefined || Date.parse(nextAt) <= now.getTime() ? (
          'It is to be tried now.'
        ) : (
          <>
            It is tried {last === undefined ? '' : 'again '}
            <Ago at={nextAt} now={now} />.
          </>
        )}{' '}
        {last === undefined || last.ok ? null : sentence(last.detail)}
      </p>
    </Notice>
  );
}
