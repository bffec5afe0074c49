import { z } from 'zod';
import { logClient, ownUserAgentPrefix } from '../../evidence/logs/log-client.ts';
import type { RequestsByClient } from '../../evidence/logs/requests-by-client.ts';
import { countCell, textCell } from './cells.ts';
import { kqlString } from './literals.ts';
import { defineLogQuery } from './log-query.ts';
import { auditRequests } from './source.ts';
import { topPerCluster } from './top.ts';
import { writeVerbs } from './verbs.ts';

const own = `UserAgent startswith_cs ${kqlString(ownUserAgentPrefix)}`;

/** Needs reads: the share of a client in the writes alone is not its share of the load. */
export const requestsByClient = defineLogQuery({
  id: 'requests-by-client',
  kind: 'requestsByClient',
  title: 'Clients by number of requests (step 1 of the guide)',
  needs: 'reads',
  kql: (target) => `${auditRequests(target, ['Verb', 'UserAgent', 'Username'])}
| summarize Requests = count(),
    Gets = countif(Verb == "get"),
    Lists = countif(Verb == "list"),
    Watches = countif(Verb == "watch"),
    Writes = countif(Verb in ${writeVerbs})
    by ClusterId, UserAgent, Username
${topPerCluster({
  count: 10,
  orderBy: 'Requests desc, UserAgent asc, Username asc',
  totals: { Total: 'sum(Requests)', ClientCount: 'count()', OwnRequests: `sumif(Requests, ${own})` },
  columns: {
    UserAgent: 'string',
    Username: 'string',
    Requests: 'long',
    Gets: 'long',
    Lists: 'long',
    Watches: 'long',
    Writes: 'long',
  },
  only: `not(${own})`,
})}`,
  row: z.object({
    ClusterId: textCell,
    Total: countCell,
    ClientCount: countCell,
    OwnRequests: countCell,
    UserAgent: textCell,
    Username: textCell,
    Requests: countCell,
    Gets: countCell,
    Lists: countCell,
    Watches: countCell,
    Writes: countCell,
  }),
  evidence(rows, { window, visibility }): RequestsByClient {
    const [first] = rows;
    return {
      window,
      // Without a row there was nobody but the auditor.
      total: first?.Total ?? visibility.requests,
      clientCount: first?.ClientCount ?? 1,
      ownRequests: first?.OwnRequests ?? visibility.requests,
      clients: rows.map((row) => ({
        ...logClient(row.UserAgent, row.Username),
        requests: row.Requests,
        share: row.Requests / row.Total,
        gets: row.Gets,
        lists: row.Lists,
        watches: row.Watches,
        writes: row.Writes,
      })),
    };
  },
});
