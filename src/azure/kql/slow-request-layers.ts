import { z } from 'zod';
import { logClient } from '../../evidence/logs/log-client.ts';
import type { SlowRequestLayers } from '../../evidence/logs/slow-request-layers.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { ReadError } from '../../shared/errors.ts';
import { apiCall, callCells, callColumns, callKeys } from './api-call.ts';
import { countCell, listCell, realCell, textCell } from './cells.ts';
import { type LogFacts, defineLogQuery } from './log-query.ts';
import { auditRequests } from './source.ts';
import { topPerCluster } from './top.ts';

/**
 * The layers are annotations (https://kubernetes.io/docs/reference/labels-annotations-taints/audit-annotations/): one row
 * each, so that new layers of later versions come along and a duration is read in one place. Durations are written by Go:
 * `1m2.5s`, `812.3ms`, `15µs` (https://pkg.go.dev/time#Duration.String).
 */
export const slowRequestLayers = defineLogQuery({
  id: 'slow-request-layers',
  kind: 'slowRequestLayers',
  title: 'Where the time of slow requests goes',
  needs: 'writes',
  kql: (target) => `${auditRequests(target, [...columns])}
| where isnotempty(tostring(Annotations["apiserver.latency.k8s.io/total"])) and not(LongRunning)
| mv-expand Key = bag_keys(Annotations) to typeof(string)
| where Key startswith "apiserver.latency.k8s.io/"
| extend Layer = substring(Key, strlen("apiserver.latency.k8s.io/")), Duration = tostring(Annotations[Key])
| extend Ms = 3600000.0 * coalesce(toreal(extract(@'([0-9]+)h', 1, Duration)), 0.0)
    + 60000.0 * coalesce(toreal(extract(@'([0-9]+)m[0-9]', 1, Duration)), 0.0)
    + 1000.0 * coalesce(toreal(extract(@'([0-9.]+)s', 1, Duration)), 0.0)
    + coalesce(toreal(extract(@'([0-9.]+)ms', 1, Duration)), 0.0)
    + 0.001 * coalesce(toreal(extract(@'([0-9.]+)[^0-9.hmns]s', 1, Duration)), 0.0) // microseconds, with either µ
    + 0.000001 * coalesce(toreal(extract(@'([0-9.]+)ns', 1, Duration)), 0.0)
| summarize Requests = count(), Ms = sum(Ms) by ClusterId, ${callColumns}, Layer
| order by Ms desc, Layer asc
| summarize Requests = sumif(Requests, Layer == "total"),
    TotalMs = sumif(Ms, Layer == "total"),
    Layers = make_list_if(bag_pack("Layer", Layer, "Requests", Requests, "Ms", Ms), Layer != "total", 20)
    by ClusterId, ${callColumns}
${topPerCluster({
  count: 20,
  orderBy: `TotalMs desc, ${callColumns.replaceAll(',', ' asc,')} asc`,
  totals: { CallCount: 'count()' },
  columns: { ...callKeys, Requests: 'long', TotalMs: 'real', Layers: 'dynamic' },
})}`,
  row: z.object({
    ClusterId: textCell,
    CallCount: countCell,
    ...callCells,
    Requests: countCell,
    TotalMs: realCell,
    Layers: listCell(z.object({ Layer: textCell, Requests: countCell, Ms: z.number() })),
  }),
  nothingWhen: ({ explainedRequests }) => explainedRequests === 0,
  evidence(rows, facts): SlowRequestLayers {
    if (rows.length === 0 && facts.visibility.slowRequests > 0) throw notWritten(facts);
    return {
      window: facts.window,
      callCount: rows[0]?.CallCount ?? 0,
      calls: rows.map((row) => ({
        ...logClient(row.UserAgent, row.Username),
        ...apiCall(row),
        requests: row.Requests,
        totalMs: row.TotalMs,
        layers: row.Layers.map(({ Layer, Requests, Ms }) => ({
          layer: cleanText(Layer, 60),
          requests: Requests,
          ms: Ms,
        })),
      })),
    };
  },
});

const columns = [
  'UserAgent',
  'Username',
  'Verb',
  'Resource',
  'Subresource',
  'ApiGroup',
  'Annotations',
  'Scope',
  'LongRunning',
] as const;

/** https://github.com/kubernetes/kubernetes/pull/135685 */
function notWritten({ visibility }: LogFacts): ReadError {
  return new ReadError(
    'unsupported',
    `${visibility.slowRequests} requests took longer than 500 ms, and the API server wrote for none of them where the time went.`,
    'Kubernetes 1.34.0 to 1.34.6 and 1.35.0 to 1.35.3 leave it out by a fault: upgrade to a later patch version.',
  );
}
