import type { AnyCheck } from '../checks/define-check.ts';
import type { Metrics } from '../metrics.ts';
import type { Policy } from '../model.ts';
import type { Logger } from '../shared/logger.ts';
import type { History } from '../store/history.ts';
import type { Queues } from '../store/queues.ts';
import type { Receiver } from './receivers/receiver.ts';
import type { Sealer } from './secrets.ts';
import type { NotifySettings, ReceiverSettings } from './settings/notify-settings.ts';

/** What notifications work with; `main.ts` builds one. */
export interface NotifyContext {
  readonly history: History;
  readonly queues: Queues;
  readonly checks: readonly AnyCheck[];
  readonly policy: () => Promise<Policy>;
  readonly settings: NotifySettings;
  /** Null when there is no key: what was subscribed cannot be opened then. */
  readonly sealer: Sealer | null;
  /** Makes what sends to a receiver. */
  readonly receiverOf: (settings: ReceiverSettings, consented: boolean) => Receiver | Promise<Receiver>;
  /** Where the pages of this app are, without a slash at the end; null when nobody said. */
  readonly baseUrl: string | null;
  readonly now: () => Date;
  /** 0–1, for pauses that do not all end at once. */
  readonly random: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
}
