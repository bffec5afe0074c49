import { z } from 'zod';
import type { FailedRequests, FailureCounts } from '../../evidence/logs/failed-requests.ts';
import { logClient } from '../../evidence/logs/log-client.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countCell, listCell, textCell } from './cells.ts';
import { defineLogQuery } from './log-query.ts';
import { auditRequests } from './source.ts';
import { topPerCluster } from './top.ts';

const counts = [
  'Throttled',
  'Refused',
  'ClientTimeouts',
  'ServerTimeouts',
  'ServerErrors',
  'Panics',
] as const;

const countKeys = {
  Throttled: 'long',
  Refused: 'long',
  ClientTimeouts: 'long',
  ServerTimeouts: 'long',
  ServerErrors: 'long',
  Panics: 'long',
} as const;

const countCells = {
  Throttled: countCell,
  Refused: countCell,
  ClientTimeouts: countCell,
  ServerTimeouts: countCell,
  ServerErrors: countCell,
  Panics: countCell,
};

/**
 * The filters of the API server decide which 429 it is: priority and fairness comes before authorization, so what it
 * turns away has no decision yet (https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/server/config.go).
 */
export const failedRequests = defineLogQuery({
  id: 'failed-requests',
  kind: 'failedRequests',
  title: 'Requests that were throttled, timed out or broke, by client',
  needs: 'writes',
  kql: (target) => `${auditRequests(target, [...columns])}
| extend Decided = isnotempty(tostring(Annotations["authorization.k8s.io/decision"]))
| summarize Requests = count(),
    Throttled = countif(Code == 429 and not(Decided)),
    Refused = countif(Code == 429 and Decided),
    ClientTimeouts = countif(Code == 408),
    ServerTimeouts = countif(Code == 504 and Stage != "Panic"),
    ServerErrors = countif(Code >= 500 and Code != 504 and Stage != "Panic"),
    Panics = countif(Stage == "Panic")
    by ClusterId, UserAgent, Username, Verb, Resource, ApiGroup
| extend Failed = ${counts.join(' + ')}
| order by Failed desc, Verb asc, Resource asc, ApiGroup asc
| summarize Requests = sum(Requests),
    ${counts.map((name) => `${name} = sum(${name})`).join(',\n    ')},
    Failed = sum(Failed),
    Calls = make_list_if(bag_pack("Verb", Verb, "Resource", Resource, "ApiGroup", ApiGroup, "Requests", Requests,
        ${counts.map((name) => `"${name}", ${name}`).join(', ')}), Failed > 0, 5)
    by ClusterId, UserAgent, Username
${topPerCluster({
  count: 20,
  orderBy: 'Failed desc, UserAgent asc, Username asc',
  totals: {
    TotalRequests: 'sum(Requests)',
    ...Object.fromEntries(counts.map((name) => [`Total${name}`, `sum(${name})`])),
    ClientCount: 'countif(Failed > 0)',
  },
  columns: {
    UserAgent: 'string',
    Username: 'string',
    Requests: 'long',
    ...countKeys,
    Calls: 'dynamic',
  },
  only: 'Failed > 0',
})}`,
  row: z.object({
    ClusterId: textCell,
    TotalRequests: countCell,
    TotalThrottled: countCell,
    TotalRefused: countCell,
    TotalClientTimeouts: countCell,
    TotalServerTimeouts: countCell,
    TotalServerErrors: countCell,
    TotalPanics: countCell,
    ClientCount: countCell,
    UserAgent: textCell,
    Username: textCell,
    Requests: countCell,
    ...countCells,
    Calls: listCell(
      z.object({
        Verb: textCell,
        Resource: textCell,
        ApiGroup: textCell,
        Requests: countCell,
        ...countCells,
      }),
    ),
  }),
  nothingWhen: ({ failures }) => failures === 0,
  evidence(rows, { window, visibility }): FailedRequests {
    const [first] = rows;
    if (first === undefined) {
      return { window, requests: visibility.requests, clientCount: 0, ...noFailures, clients: [] };
    }
    return {
      window,
      requests: first.TotalRequests,
      throttled: first.TotalThrottled,
      refused: first.TotalRefused,
      clientTimeouts: first.TotalClientTimeouts,
      serverTimeouts: first.TotalServerTimeouts,
      serverErrors: first.TotalServerErrors,
      panics: first.TotalPanics,
      clientCount: first.ClientCount,
      clients: rows.map((row) => ({
        ...logClient(row.UserAgent, row.Username),
        requests: row.Requests,
        ...failuresOf(row),
        calls: row.Calls.map((call) => ({
          verb: cleanText(call.Verb, 40),
          resource: cleanText(call.Resource, 130),
          apiGroup: cleanText(call.ApiGroup, 130),
          requests: call.Requests,
          ...failuresOf(call),
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
  'ApiGroup',
  'Code',
  'Stage',
  'Annotations',
] as const;

function failuresOf(row: Readonly<Record<(typeof counts)[number], number>>): FailureCounts {
  return {
    throttled: row.Throttled,
    refused: row.Refused,
    clientTimeouts: row.ClientTimeouts,
    serverTimeouts: row.ServerTimeouts,
    serverErrors: row.ServerErrors,
    panics: row.Panics,
  };
}

const noFailures: FailureCounts = {
  throttled: 0,
  refused: 0,
  clientTimeouts: 0,
  serverTimeouts: 0,
  serverErrors: 0,
  panics: 0,
};
