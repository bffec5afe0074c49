import { z } from 'zod';
import type { LatencyByClient } from '../../evidence/logs/latency-by-client.ts';
import { logClient } from '../../evidence/logs/log-client.ts';
import { countCell, listCell, realCell, textCell, timeCell } from './cells.ts';
import { defineLogQuery } from './log-query.ts';
import { auditRequests } from './source.ts';
import { topPerCluster } from './top.ts';

/** The guide's own grain. */
const binSeconds = 300;
/** A day of bins; the oldest stay when a window is longer. */
const mostBins = 288;

/** Ranked by time spent and not by number of requests: the guide calls that the better sign of real load. */
export const latencyByClient = defineLogQuery({
  id: 'latency-by-client',
  kind: 'latencyByClient',
  title: 'Latency of each client over time (step 2 of the guide)',
  needs: 'writes',
  kql: (
    target,
  ) => `${auditRequests(target, ['UserAgent', 'Username', 'Received', 'LatencyMs', 'LongRunning'])}
| where not(LongRunning) and isnotnull(LatencyMs)
| summarize Requests = count(), TotalMs = sum(LatencyMs), P99Ms = percentile(LatencyMs, 99)
    by ClusterId, UserAgent, Username, At = bin(Received, ${binSeconds}s)
| order by At asc
| summarize Requests = sum(Requests),
    TotalMs = sum(TotalMs),
    Bins = make_list(bag_pack("At", At, "Requests", Requests, "TotalMs", TotalMs, "P99Ms", P99Ms), ${mostBins})
    by ClusterId, UserAgent, Username
${topPerCluster({
  count: 10,
  orderBy: 'TotalMs desc, UserAgent asc, Username asc',
  totals: { ClientCount: 'count()' },
  columns: { UserAgent: 'string', Username: 'string', Requests: 'long', TotalMs: 'real', Bins: 'dynamic' },
})}`,
  row: z.object({
    ClusterId: textCell,
    ClientCount: countCell,
    UserAgent: textCell,
    Username: textCell,
    Requests: countCell,
    TotalMs: realCell,
    Bins: listCell(z.object({ At: timeCell, Requests: countCell, TotalMs: z.number(), P99Ms: z.number() })),
  }),
  evidence: (rows, { window }): LatencyByClient => ({
    window,
    binSeconds,
    clientCount: rows[0]?.ClientCount ?? 0,
    clients: rows.map((row) => ({
      ...logClient(row.UserAgent, row.Username),
      requests: row.Requests,
      meanMs: row.TotalMs / row.Requests,
      bins: row.Bins.map((bin) => ({
        at: bin.At,
        requests: bin.Requests,
        meanMs: bin.TotalMs / bin.Requests,
        p99Ms: bin.P99Ms,
      })),
    })),
  }),
});
