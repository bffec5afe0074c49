import { z } from 'zod';
import { logClient } from '../../evidence/logs/log-client.ts';
import type { WebhookFailures } from '../../evidence/logs/webhook-failures.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countCell, listCell, textCell, timeCell } from './cells.ts';
import { defineLogQuery } from './log-query.ts';
import { auditRequests } from './source.ts';
import { topPerCluster } from './top.ts';
import { blockedBy, ignoredOne } from './webhook-trouble.ts';

export const webhookFailures = defineLogQuery({
  id: 'webhook-failures',
  kind: 'webhookFailures',
  title: 'Requests for which an admission webhook could not be called',
  needs: 'writes',
  kql: (target) => `${auditRequests(target, [...columns])}
| extend BlockedBy = ${blockedBy}
| extend IgnoredOne = ${ignoredOne}
| extend Webhook = iff(isnotempty(BlockedBy), BlockedBy, IgnoredOne)
| where isnotempty(Webhook)
| extend System = Username startswith "system:node:" or Username startswith "system:kube-"
    or Username startswith "system:serviceaccount:kube-system:" or Username in ("system:apiserver", "aksService")
| summarize Requests = count(),
    Blocked = countif(isnotempty(BlockedBy)),
    BlockedSystem = countif(isnotempty(BlockedBy) and System),
    Ignored = countif(isempty(BlockedBy)),
    First = min(Received),
    Last = max(Received),
    Sample = take_anyif(substring(Message, 0, 300), isnotempty(BlockedBy))
    by ClusterId, Webhook, UserAgent, Username, Verb, Resource, Namespace
| order by Blocked desc, Requests desc, UserAgent asc, Username asc, Verb asc, Resource asc, Namespace asc
| summarize Blocked = sum(Blocked),
    BlockedSystem = sum(BlockedSystem),
    Ignored = sum(Ignored),
    First = min(First),
    Last = max(Last),
    Sample = take_anyif(Sample, isnotempty(Sample)),
    Clients = make_list(bag_pack("UserAgent", UserAgent, "Username", Username, "Verb", Verb,
        "Resource", Resource, "Namespace", Namespace, "Requests", Requests), 5)
    by ClusterId, Webhook
${topPerCluster({
  count: 20,
  orderBy: 'Blocked desc, Ignored desc, Webhook asc',
  totals: { WebhookCount: 'count()' },
  columns: {
    Webhook: 'string',
    Blocked: 'long',
    BlockedSystem: 'long',
    Ignored: 'long',
    First: 'datetime',
    Last: 'datetime',
    Sample: 'string',
    Clients: 'dynamic',
  },
})}`,
  row: z.object({
    ClusterId: textCell,
    WebhookCount: countCell,
    Webhook: textCell,
    Blocked: countCell,
    BlockedSystem: countCell,
    Ignored: countCell,
    First: timeCell,
    Last: timeCell,
    Sample: textCell,
    Clients: listCell(
      z.object({
        UserAgent: textCell,
        Username: textCell,
        Verb: textCell,
        Resource: textCell,
        Namespace: textCell,
        Requests: countCell,
      }),
    ),
  }),
  nothingWhen: ({ webhookTrouble }) => webhookTrouble === 0,
  evidence: (rows, { window }): WebhookFailures => ({
    window,
    webhookCount: rows[0]?.WebhookCount ?? 0,
    webhooks: rows.map((row) => ({
      webhook: cleanText(row.Webhook, 253),
      blocked: row.Blocked,
      blockedSystem: row.BlockedSystem,
      ignored: row.Ignored,
      firstAt: row.First,
      lastAt: row.Last,
      sample: cleanText(row.Sample, 300),
      clients: row.Clients.map((client) => ({
        ...logClient(client.UserAgent, client.Username),
        verb: cleanText(client.Verb, 40),
        resource: cleanText(client.Resource, 130),
        namespace: cleanText(client.Namespace, 63),
        requests: client.Requests,
      })),
    })),
  }),
});

const columns = [
  'UserAgent',
  'Username',
  'Verb',
  'Resource',
  'Namespace',
  'Code',
  'Message',
  'Annotations',
  'Received',
] as const;
