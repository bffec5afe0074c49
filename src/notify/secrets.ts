/** Secrets of subscriptions: sealed before they are stored, and opened only to sign or to send. */

export interface Sealer {
  /** AES-256-GCM by the first key; the text that is stored. `purpose` is bound in: what was sealed for another cannot be opened. */
  seal(secret: string, purpose: string): string;
  /** Throws `UsageError` when no key opens it, with what to do. */
  open(sealed: string, purpose: string): string;
}
