import type { Decision, DecisionSummary } from '../notification.ts';

/** What a list tells of a decision. */
export function summaryOf({ id, at, sweepId, deliveries, leftOut, nextAt }: Decision): DecisionSummary {
  return {
    id,
    at,
    sweepId,
    deliveries: deliveries.map(({ id, receiver, route, group }) => ({ id, receiver, route, group })),
    leftOut,
    nextAt,
  };
}
