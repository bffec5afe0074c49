/** What a delivery comes from: so that its log lines follow from those of its sweep. */
import type { Delivery, ReceiverKind } from '../../notification.ts';
import { decisionOfDelivery } from '../../store/keys.ts';

interface Trace {
  /** Null for what is about no sweep: reports and tests. */
  readonly sweepId: string | null;
  /** Null for what nobody decided: reports and tests. */
  readonly decisionId: string | null;
  readonly deliveryId: string;
  readonly receiver: string;
  readonly receiverKind: ReceiverKind;
}

export function traceOf({ id, receiver, receiverKind, message }: Delivery): Trace {
  const known = { deliveryId: id, receiver, receiverKind };
  return message.form === 'alert' && message.reason !== 'test'
    ? { ...known, sweepId: message.sweepId, decisionId: decisionOfDelivery(id) }
    : { ...known, sweepId: null, decisionId: null };
}
