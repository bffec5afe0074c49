import type { LogClient } from './log-client.ts';
import type { LogWindow } from './log-window.ts';

/** Admission webhooks that could not be called, as the audit log tells it: also who was blocked. */
export interface WebhookFailures {
  readonly window: LogWindow;
  /** Webhooks with a failed call. */
  readonly webhookCount: number;
  /** Most blocked requests first. */
  readonly webhooks: readonly FailedWebhook[];
}

export interface FailedWebhook {
  readonly webhook: string;
  /** Requests that failed because of it. */
  readonly blocked: number;
  /** Of these, requests of nodes, control-plane components and kube-system. */
  readonly blockedSystem: number;
  /** Requests that went through although it could not be called. */
  readonly ignored: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** An answer that a client got; empty when all were let through. */
  readonly sample: string;
  /** Most failures first, at most five. */
  readonly clients: readonly BlockedClient[];
}

interface BlockedClient extends LogClient {
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string;
  readonly requests: number;
}
