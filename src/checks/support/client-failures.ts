/** Failures of clients by what kind they are, and those of clients that are not listed. */
import type {
  ClientFailures,
  FailedCall,
  FailedRequests,
  FailureCounts,
} from '../../evidence/logs/failed-requests.ts';
import type { Excerpt } from '../../model.ts';
import { formatCount, listInWords } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { type ClientGroup, byClient } from './log-clients.ts';

type Kinds = readonly (keyof FailureCounts)[];

/** Failures of one client, in all its versions. */
export interface ClientShare {
  readonly client: ClientGroup<ClientFailures>;
  /** All its requests, failed or not. */
  readonly requests: number;
  readonly failures: number;
  /** Of its own requests, 0–1. */
  readonly share: number;
}

export function sharesOf({ clients }: FailedRequests, kinds: Kinds): readonly ClientShare[] {
  return byClient(clients).map((client) => {
    const requests = client.items.reduce((sum, item) => sum + item.requests, 0);
    const failures = sumOfFailures(client.items, kinds);
    return { client, requests, failures, share: requests === 0 ? 0 : failures / requests };
  });
}

export function sumOfFailures(counts: readonly FailureCounts[], kinds: Kinds): number {
  return counts.reduce((sum, one) => sum + kinds.reduce((total, kind) => total + one[kind], 0), 0);
}

/** The totals are of all clients, so they tell exactly how many failures those have that are not listed. */
export function hiddenFailures(failed: FailedRequests, kinds: Kinds, minimum: number): Unseen | null {
  const hidden = sumOfFailures([failed], kinds) - sumOfFailures(failed.clients, kinds);
  if (hidden < minimum) return null;
  return {
    reason: 'truncated',
    detail: `${formatCount(hidden)} such failures are of clients that are not listed: only ${formatCount(failed.clients.length)} of ${formatCount(failed.clientCount)} clients with failures are.`,
    remedy: 'Query the audit log of the cluster for the status code by user agent to see all of them.',
  };
}

/** What failed most of all, as far as each client’s own list goes. */
export function failureCalls(clients: readonly ClientFailures[], kinds: Kinds): readonly Excerpt[] {
  const sums = Map.groupBy(
    clients.flatMap(({ calls }) => calls),
    nameOf,
  );
  const ranked = [...sums]
    .map(([name, calls]) => ({ name, failures: sumOfFailures(calls, kinds) }))
    .filter(({ failures }) => failures > 0)
    .toSorted((left, right) => right.failures - left.failures || (left.name < right.name ? -1 : 1));
  if (ranked.length === 0) return [];
  const named = ranked.map(({ name, failures }) => `${name}: ${formatCount(failures)}`);
  return [{ label: 'Calls', value: listInWords(named) }];
}

function nameOf({ verb, resource, apiGroup }: FailedCall): string {
  if (resource === '') return `${verb.toUpperCase()} of paths that are no resource`;
  return `${verb.toUpperCase()} ${resource}${apiGroup === '' ? '' : `.${apiGroup}`}`;
}
