import { z } from 'zod';
import type { WebhookLogLines } from '../../evidence/logs/webhook-log-lines.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { ReadError } from '../../shared/errors.ts';
import { countCell, textCell, timeCell } from './cells.ts';
import { type AskedWindow, defineLogQuery } from './log-query.ts';
import { apiServerLines } from './source.ts';
import { topPerCluster } from './top.ts';

/**
 * Every other line counts under an empty name, so that a cluster whose API servers write, and write of no webhook, has a
 * row too: it is told apart from one whose log does not arrive. The line is that of the guide:
 * https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd
 */
export const webhookLogLines = defineLogQuery({
  id: 'webhook-log-lines',
  kind: 'webhookLogLines',
  title: 'Failed webhook calls in the log of the API server',
  needs: 'controlPlane',
  kql: (target) => `${apiServerLines(target)}
| extend Call = iff(Line contains "Failed calling webhook, failing", Line, "")
| extend Webhook = extract(@'failing (?:open|closed) ([^:\\s]+)', 1, Call)
| summarize Lines = count(),
    FailedClosed = countif(Call contains "failing closed"),
    FailedOpen = countif(Call contains "failing open"),
    First = min(TimeGenerated),
    Last = max(TimeGenerated),
    Sample = take_any(substring(Call, 0, 300))
    by ClusterId, Webhook
${topPerCluster({
  count: 20,
  orderBy: 'FailedClosed desc, FailedOpen desc, Webhook asc',
  totals: { TotalLines: 'sum(Lines)', Oldest: 'min(First)', Newest: 'max(Last)' },
  columns: {
    Webhook: 'string',
    FailedClosed: 'long',
    FailedOpen: 'long',
    First: 'datetime',
    Last: 'datetime',
    Sample: 'string',
  },
})}`,
  row: z.object({
    ClusterId: textCell,
    TotalLines: countCell,
    Oldest: timeCell,
    Newest: timeCell,
    Webhook: textCell,
    FailedClosed: countCell,
    FailedOpen: countCell,
    First: timeCell,
    Last: timeCell,
    Sample: textCell,
  }),
  evidence(rows, asked): WebhookLogLines {
    const [first] = rows;
    if (first === undefined) throw noLines(asked);
    return {
      window: { ...asked, seenFrom: first.Oldest, seenTo: first.Newest },
      lines: first.TotalLines,
      webhooks: rows
        .filter(({ FailedClosed, FailedOpen }) => FailedClosed + FailedOpen > 0)
        .map((row) => ({
          webhook: cleanText(row.Webhook, 253),
          failedClosed: row.FailedClosed,
          failedOpen: row.FailedOpen,
          firstAt: row.First,
          lastAt: row.Last,
          sample: cleanText(row.Sample, 300),
        })),
    };
  },
});

function noLines({ from, to }: AskedWindow): ReadError {
  return new ReadError(
    'notCollected',
    `No line of the API servers' own log arrived between ${from} and ${to}.`,
    'Enable the category kube-apiserver in a diagnostic setting of the cluster; lines usually take 3 to 10 minutes to arrive.',
  );
}
