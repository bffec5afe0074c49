import type { Delivery } from '../../notification.ts';
import { countOf } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { sentence } from '../parts/text.ts';
import { Ago, lasting } from '../parts/time.tsx';
import { statusWords } from './words.ts';

interface DeliveryStateProps {
  readonly delivery: Delivery;
  readonly now: Date;
}

/** Whether a message arrived; if not, what came back and what happens next. */
export function DeliveryState({ delivery, now }: DeliveryStateProps): Html {
  const { status, attempts, attemptsTotal } = delivery;
  const { text, tone } = statusWords[status];
  const failed = status === 'sent' ? undefined : attempts.at(-1);
  return (
    <div>
      <Badge tone={tone}>{text}</Badge>
      <span class="line">
        <Progress delivery={delivery} now={now} />
      </span>
      {failed === undefined || failed.ok ? null : (
        <span class="line">
          {attemptsTotal === 1 ? '' : `Last of ${countOf(attemptsTotal, 'try', 'tries')}: `}
          {sentence(failed.detail)}
        </span>
      )}
    </div>
  );
}

function Progress({ delivery, now }: DeliveryStateProps): Html | null {
  const { status, createdAt, sentAt, nextAt, attemptsTotal } = delivery;
  if (status === 'sent') {
    if (sentAt === undefined) return null;
    const tries = attemptsTotal > 1 ? `, at try ${attemptsTotal}` : '';
    return (
      <>
        after {lasting(createdAt, sentAt)}
        {tries}
      </>
    );
  }
  if (status !== 'pending') return null;
  if (nextAt === undefined || Date.parse(nextAt) <= now.getTime()) return <>to be tried now</>;
  return (
    <>
      {attemptsTotal === 0 ? 'tried' : 'tried again'} <Ago at={nextAt} now={now} />
    </>
  );
}
