/** Who calls a sample cluster's API, for what, how often and how fast: the model that audit rows are made of. */
import type { Period } from './time.ts';

export interface Client {
  readonly userAgent: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly ip: string;
}

/** An answer that a share of the calls gets instead of success, for as long as that lasts. */
export interface Outcome extends Period {
  readonly share: number;
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly medianMs?: number;
  /** Priority and fairness turns requests away before they are authorized. */
  readonly unauthorized?: boolean;
}

/** One stream of calls, steady for as long as it lasts. */
export interface Traffic extends Period {
  readonly client: Client;
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Without it the call is on the whole cluster, or on an object that is in no namespace. */
  readonly namespace?: string;
  /** Names of the objects, taken in turn; none for calls on a collection. */
  readonly names?: readonly string[];
  /** Query string of the request, without the question mark. */
  readonly query?: string;
  readonly perSecond: number;
  readonly medianMs: number;
  /** Width of the distribution; 0.5 where it is not said. */
  readonly sigma?: number;
  readonly outcomes?: readonly Outcome[];
  /** Where slow calls spend their time: share of the whole by the end of the annotation's key. */
  readonly layers?: Readonly<Record<string, number>>;
  readonly level?: 'Metadata' | 'Request' | 'RequestResponse';
  /** A write that leaves the object as it was: the answer has the version that was sent. */
  readonly changesNothing?: boolean;
  /** The audit policy of AKS logs writes of events at two stages. */
  readonly twoStages?: boolean;
}

export function serviceAccount(
  namespace: string,
  name: string,
  userAgent: string,
  ip = '10.224.0.6',
): Client {
  return {
    userAgent,
    username: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    ip,
  };
}

/** Names of objects of one sort. */
export function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}
