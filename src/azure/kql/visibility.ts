import { z } from 'zod';
import type { LogVisibility } from '../../evidence/logs/visibility.ts';
import { ReadError } from '../../shared/errors.ts';
import { countCell, listCell, textCell, timeCell } from './cells.ts';
import { type AskedWindow, defineLogQuery } from './log-query.ts';
import { auditEvents } from './source.ts';
import { writeVerbs } from './verbs.ts';
import { blockedBy, ignoredOne } from './webhook-trouble.ts';

/** Asked before all others: what it does not see, they cannot tell from health. */
export const visibility = defineLogQuery({
  id: 'visibility',
  kind: 'logVisibility',
  title: 'What the audit log of each cluster shows',
  needs: 'audit',
  kql: (target) => `${auditEvents(target, [...columns])}
| extend Done = Stage in ("ResponseComplete", "Panic")
| summarize Rows = count(),
    Oldest = min(TimeGenerated),
    Newest = max(TimeGenerated),
    Requests = countif(Done),
    Lists = countif(Done and Verb == "list"),
    Reads = countif(Done and Verb in ("get", "list")),
    Writes = countif(Done and Verb in ${writeVerbs}),
    Verbs = make_set(Verb, 20),
    CutRows = countif(Cut),
    UnreadableRows = countif(Cut and isempty(Verb)),
    SlowRequests = countif(Done and not(LongRunning) and LatencyMs > 500.0),
    ExplainedRequests = countif(isnotempty(tostring(Annotations["apiserver.latency.k8s.io/total"]))),
    Failures = countif(Done and (Code in (408, 429) or Code >= 500 or Stage == "Panic")),
    WebhookTrouble = countif(Done and (isnotempty(${blockedBy})
        or isnotempty(${ignoredOne})))
    by ClusterId`,
  row: z.object({
    ClusterId: textCell,
    Rows: countCell,
    Oldest: timeCell,
    Newest: timeCell,
    Requests: countCell,
    Lists: countCell,
    Reads: countCell,
    Writes: countCell,
    Verbs: listCell(textCell),
    CutRows: countCell,
    UnreadableRows: countCell,
    SlowRequests: countCell,
    ExplainedRequests: countCell,
    Failures: countCell,
    WebhookTrouble: countCell,
  }),
  evidence([row], asked): LogVisibility {
    if (row === undefined) throw notSeen(asked);
    return {
      window: { ...asked, seenFrom: row.Oldest, seenTo: row.Newest },
      rows: row.Rows,
      requests: row.Requests,
      reads: row.Reads,
      lists: row.Lists,
      writes: row.Writes,
      verbs: row.Verbs.filter((verb) => verb !== '').sort(),
      cutRows: row.CutRows,
      unreadableRows: row.UnreadableRows,
      slowRequests: row.SlowRequests,
      explainedRequests: row.ExplainedRequests,
      failures: row.Failures,
      webhookTrouble: row.WebhookTrouble,
    };
  },
});

const columns = [
  'TimeGenerated',
  'Cut',
  'Stage',
  'Verb',
  'Code',
  'Message',
  'Annotations',
  'LatencyMs',
  'LongRunning',
] as const;

/** Even an idle cluster writes rows all the time: its nodes renew their leases every ten seconds. */
function notSeen({ from, to }: AskedWindow): ReadError {
  return new ReadError(
    'notCollected',
    `No audit-log row of the cluster arrived between ${from} and ${to}.`,
    'Rows usually take 3 to 10 minutes to arrive; if the next sweep sees none either, look at the diagnostic setting, ' +
      'the daily cap of the workspace, and whether the auditor may read the table.',
  );
}
