/** The port to a receiver: it writes a message in its own form and sends it once. */
import type { Message, ReceiverKind } from '../../notification.ts';

/** A message on its way. */
export interface Outgoing {
  /** The same at every try: receivers know by it what they have already. */
  readonly deliveryId: string;
  readonly message: Message;
  /** When the message was made, ISO 8601. */
  readonly createdAt: string;
  /** Since when it is tried, ISO 8601: later than `createdAt` when somebody sent it again by hand. */
  readonly triedSince: string;
  /** Messages of one group belong together, e.g. as a thread of mails. */
  readonly group: string;
}

/** What one try came to. */
export type Sent =
  | {
      readonly ok: true;
      /** HTTP or SMTP status; null when the way knows none. */
      readonly status: number | null;
      /** e.g. "Accepted by the workflow." One sentence; never a secret. */
      readonly detail: string;
    }
  | {
      readonly ok: false;
      readonly status: number | null;
      /** What happened and what would help, one sentence or two; never a secret, and no address but its host. */
      readonly detail: string;
      /** Whether trying again could help. */
      readonly retry: boolean;
      /** How long the receiver wants to be left alone. */
      readonly retryAfterSeconds?: number;
      /** The receiver wants nothing any more (410). */
      readonly gone?: boolean;
    };

export interface Receiver {
  readonly id: string;
  readonly kind: ReceiverKind;
  /** Never throws for what the other side does; ends when the signal does. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<Sent>;
}
