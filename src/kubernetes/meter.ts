import type { Load } from '../model.ts';
import { ReadError } from '../shared/errors.ts';
import type { ReaderLimits } from './limits.ts';

/** Counts what one view of a reader sent and received, and what all views did together against the budget. */
export interface Meter {
  load(): Load;
  /** Requests that are left for all views together. */
  requestsLeft(): number;
  /** Throws `overBudget` instead of allowing one request too many. */
  request(): void;
  /** Throws `overBudget` once the audit has received more than it may. */
  received(bytes: number): void;
  objects(count: number): void;
  /** A meter with its own counts under the same budget. */
  view(): Meter;
}

export function createMeter(limits: ReaderLimits): Meter {
  const total = { requests: 0, bytes: 0, objects: 0 };

  function viewOf(own: { requests: number; bytes: number; objects: number }): Meter {
    const counters = own === total ? [total] : [own, total];
    return {
      load: () => ({ ...own }),
      requestsLeft: () => limits.requests - total.requests,
      request: () => {
        if (total.requests >= limits.requests) throw overRequests(limits);
        for (const counter of counters) counter.requests += 1;
      },
      received: (bytes) => {
        for (const counter of counters) counter.bytes += bytes;
        if (total.bytes > limits.wireBytes) throw overBytes(limits);
      },
      objects: (count) => {
        for (const counter of counters) counter.objects += count;
      },
      view: () => viewOf({ requests: 0, bytes: 0, objects: 0 }),
    };
  }
  return viewOf(total);
}

const remedy =
  'The budget protects the API server and is the same for every cluster; the load listed beside each kind of evidence shows what used it up.';

function overRequests({ requests }: ReaderLimits): ReadError {
  return new ReadError('overBudget', `The audit has sent all ${requests} requests of its budget.`, remedy);
}

function overBytes({ wireBytes }: ReaderLimits): ReadError {
  const megabytes = wireBytes / 1_000_000;
  return new ReadError('overBudget', `The audit has received the ${megabytes} MB of its budget.`, remedy);
}
