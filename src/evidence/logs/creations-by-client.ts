import type { LogClient } from './log-client.ts';
import type { LogWindow } from './log-window.ts';

/**
 * What is created faster than it is deleted, and by whom. Only requests that succeeded; without events, which expire by
 * themselves, and reviews, which are never stored.
 */
export interface CreationsByClient {
  readonly window: LogWindow;
  readonly resourceCount: number;
  /** Those that grew most first. */
  readonly resources: readonly ResourceCreations[];
}

interface ResourceCreations {
  readonly resource: string;
  readonly apiGroup: string;
  readonly created: number;
  /** By whomever; without the second deletion by which a kubelet confirms the first. */
  readonly deleted: number;
  /** Deletions of whole collections, each of an unknown number of objects. */
  readonly collectionsDeleted: number;
  /** Most creations first, at most five. */
  readonly creators: readonly Creator[];
}

interface Creator extends LogClient {
  readonly namespace: string;
  readonly created: number;
}
