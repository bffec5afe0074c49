/** Webhook calls that failed, one entry per webhook and type. */
import type { ApiMetrics, Count } from '../../evidence/api-metrics.ts';

export interface FailedCalls {
  readonly webhook: string;
  readonly type: 'validating' | 'mutating';
  readonly total: Count;
  /** Whether writes were refused (policy Fail) rather than let through (policy Ignore). */
  readonly refused: boolean;
  /** Where the server tells them. */
  readonly operations: readonly string[];
}

/** The server counts refused writes by operation and those let through apart; a webhook may have had both policies. */
export function failedCallsOf({ webhookFailures, failedOpen }: ApiMetrics): readonly FailedCalls[] {
  const merged = new Map<string, FailedCalls>();
  for (const { webhook, type, operation, ...count } of webhookFailures) {
    add(merged, { webhook, type, total: count, refused: true, operations: [operation] });
  }
  for (const { webhook, type, ...count } of failedOpen) {
    add(merged, { webhook, type, total: count, refused: false, operations: [] });
  }
  return [...merged.values()].filter(({ total }) => total.sinceStart > 0);
}

function add(merged: Map<string, FailedCalls>, calls: FailedCalls): void {
  // A counter at zero says nothing of the policy: the series may be there before the first failure.
  const key = JSON.stringify([calls.type, calls.webhook]);
  const known = merged.get(key);
  merged.set(
    key,
    known === undefined
      ? { ...calls, refused: calls.refused && calls.total.sinceStart > 0 }
      : {
          ...known,
          total: sumOf(known.total, calls.total),
          refused: known.refused || (calls.refused && calls.total.sinceStart > 0),
          operations: [...new Set([...known.operations, ...calls.operations])].toSorted(),
        },
  );
}

/** Growth is known only where both parts have it. */
export function sumOf(left: Count, right: Count): Count {
  return {
    sinceStart: left.sinceStart + right.sinceStart,
    inWindow: left.inWindow === null || right.inWindow === null ? null : left.inWindow + right.inWindow,
  };
}
