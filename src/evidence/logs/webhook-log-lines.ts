import type { LogWindow } from './log-window.ts';

/** Admission webhooks that could not be called, as the API server's own log tells it. */
export interface WebhookLogLines {
  readonly window: LogWindow;
  /** Lines of the API servers in the window: above 0, or there is no such evidence. */
  readonly lines: number;
  /** Most failures first. */
  readonly webhooks: readonly LoggedWebhook[];
}

export interface LoggedWebhook {
  /** Empty when the line does not tell it in the known form. */
  readonly webhook: string;
  /** "failing closed": the request failed. */
  readonly failedClosed: number;
  /** "failing open": the request went on without it. */
  readonly failedOpen: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly sample: string;
}
