/** When API servers started, as far as audits that looked now and then can tell. */
import type { ObservedApiServer } from '../../observation.ts';
import { compareText } from '../../shared/compare-text.ts';

/** The API servers that one audit saw. */
export interface ServersSeen {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly servers: readonly ObservedApiServer[];
}

/** A process that one audit saw and none before it. */
export interface LeaseStart {
  readonly lease: string;
  /** Milliseconds since 1970: it started after the audit before, and by this one. */
  readonly after: number;
  readonly by: number;
  /** Whether another process had held the lease: the same API server was started again. */
  readonly again: boolean;
}

/** Starts between the audits, oldest first. Nobody knows when those started that the first audit saw. */
export function leaseStarts(seen: readonly ServersSeen[]): readonly LeaseStart[] {
  const [first, ...later] = seen.toSorted((left, right) => left.at - right.at);
  if (first === undefined) return [];
  const holders = new Set(first.servers.map(({ holder }) => holder));
  const leases = new Set(first.servers.map(({ lease }) => lease));
  const starts: LeaseStart[] = [];
  let after = first.at;
  for (const { at, servers } of later) {
    const sorted = servers.toSorted((left, right) => compareText(left.lease, right.lease));
    for (const { lease, holder } of sorted) {
      if (!holders.has(holder)) starts.push({ lease, after, by: at, again: leases.has(lease) });
    }
    for (const { lease, holder } of servers) {
      holders.add(holder);
      leases.add(lease);
    }
    after = at;
  }
  return starts;
}

/**
 * How many separate times API servers started at least: as few moments as explain all that was seen. What starts within
 * `togetherMs` is one roll-out; but one API server that started again so often did it at so many times.
 */
export function separateStarts(
  leases: readonly LeaseStart[],
  answered: readonly number[],
  togetherMs: number,
): number {
  const spans = [
    ...leases.map(({ after, by }) => ({ after: after - togetherMs, by })),
    ...answered.map((at) => ({ after: at - togetherMs, by: at })),
  ].toSorted((left, right) => left.by - right.by);
  let moments = 0;
  let last = -Infinity;
  for (const { after, by } of spans) {
    if (after < last) continue;
    moments += 1;
    last = by;
  }
  return Math.max(moments, ...againByLease(leases).values());
}

/** How often each API server started again, by its lease. */
export function againByLease(leases: readonly LeaseStart[]): ReadonlyMap<string, number> {
  const groups = Map.groupBy(
    leases.filter(({ again }) => again),
    ({ lease }) => lease,
  );
  return new Map([...groups].map(([lease, starts]) => [lease, starts.length]));
}
