/** The port to what carries mail. */
import type { TokenCredential } from '@azure/core-auth';
import type { Guard } from '../../guard/guard.ts';
import type { Mail } from '../../mail/mail-of.ts';
import type { Sent } from '../receiver.ts';

export interface MailDeps {
  readonly guard: Guard;
  /** The identity of the app, for Azure Communication Services. */
  readonly credential: TokenCredential;
  /** Shown at the top of each mail, e.g. that it is sample data; null for none. */
  readonly notice: string | null;
  /** PEM of the authorities that mail servers have their certificates from; the public ones without it. */
  readonly ca?: string;
}

/** Sends one mail once. Never throws for what the other side does. */
export type MailTransport = (mail: OutgoingMail, signal: AbortSignal) => Promise<Sent>;

export interface OutgoingMail {
  readonly deliveryId: string;
  readonly from: string;
  readonly replyTo: string | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly mail: Mail;
  readonly thread: MailThread;
  /** Beside those that every mail has. */
  readonly headers: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly triedSince: string;
}

export interface MailThread {
  /** `<…@domain>`: the same at every try, so that a mail that is sent twice is one mail in most mailboxes. */
  readonly messageId: string;
  /** Headers that name a mail nobody sent: all mails of a group answer it, so that they are one conversation. */
  readonly answers: Readonly<Record<string, string>>;
}
