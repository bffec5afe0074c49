/** An audit log of seconds as one of minutes: what a test can wait for is shorter than what checks judge by. */
import type { AuditEvent } from '../../local/sample/audit/events.ts';

/**
 * The same events, spread evenly over `seconds` that end at `end`, in their order. How long each took stays as the server
 * measured it.
 */
export function spreadOver(
  events: readonly AuditEvent[],
  { end, seconds }: { readonly end: Date; readonly seconds: number },
): readonly AuditEvent[] {
  const inOrder = events.toSorted((a, b) => Date.parse(a.stageTimestamp) - Date.parse(b.stageTimestamp));
  const spacing = (seconds * 1000) / inOrder.length;
  return inOrder.map((event, index) => {
    const took = Date.parse(event.stageTimestamp) - Date.parse(event.requestReceivedTimestamp);
    const at = end.getTime() - (inOrder.length - index) * spacing;
    return {
      ...event,
      requestReceivedTimestamp: new Date(at - took).toISOString(),
      stageTimestamp: new Date(at).toISOString(),
    };
  });
}
