/** The port to what is remembered of notifications; part of the history. */
import type {
  Decision,
  DecisionSummary,
  Delivery,
  DeliveryStatus,
  ReceiverHealth,
  Subscription,
} from '../notification.ts';
import type { Page, PageRequest } from './history.ts';

/** All that is given has to be true. */
export interface DeliveryFilter {
  readonly receiver?: string;
  readonly status?: DeliveryStatus;
  /** Made at that time or later, by their ids. */
  readonly since?: Date;
}

/** The answer of a change: what holds now, and whether it was this call that wrote it. */
export interface Changed<T> {
  readonly value: T;
  readonly changed: boolean;
}

export interface NotifyStore {
  /** Keeps a decision of any size, whole or not at all; false when there is one of its id, or another comes after the same. */
  addDecision(decision: Decision): Promise<boolean>;
  decision(id: string): Promise<Decision | null>;
  /** The newest one there is. */
  newestDecision(): Promise<Decision | null>;
  /** Newest first, without their states. */
  decisions(page: PageRequest): Promise<Page<DecisionSummary>>;

  /** False when there is one of its id. */
  addDelivery(delivery: Delivery): Promise<boolean>;
  delivery(id: string): Promise<Delivery | null>;
  /**
   * Changes a delivery by what it is now, whoever else writes: `change` may be asked again, and answers null to leave it.
   * Null when there is none.
   */
  changeDelivery(
    id: string,
    change: (before: Delivery) => Delivery | null,
  ): Promise<Changed<Delivery> | null>;
  /** Newest first. */
  deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<Delivery>>;

  /** Oldest first. */
  subscriptions(): Promise<readonly Subscription[]>;
  subscription(id: string): Promise<Subscription | null>;
  /** False when there is one of its id. */
  addSubscription(subscription: Subscription): Promise<boolean>;
  /** As `changeDelivery`. */
  changeSubscription(
    id: string,
    change: (before: Subscription) => Subscription | null,
  ): Promise<Changed<Subscription> | null>;
  /** False when there was none. */
  removeSubscription(id: string): Promise<boolean>;

  /** How every receiver fares that was ever sent to, in the order of their ids. */
  receiverHealth(): Promise<readonly ReceiverHealth[]>;
  /** Changes how a receiver fares by what is known of it, null for nothing; `change` answers null to leave it. */
  changeReceiverHealth(
    receiver: string,
    change: (before: ReceiverHealth | null) => ReceiverHealth | null,
  ): Promise<void>;
}
