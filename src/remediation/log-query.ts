/** Log queries that look closer than those of the audit: at one client or one kind of call, over the stretch that was judged. */
import { kqlString } from '../azure/kql/literals.ts';
import { logTables } from '../azure/kql/log-query.ts';
import { auditRequests } from '../azure/kql/source.ts';
import type { ApiCall } from '../evidence/logs/latency-by-call.ts';
import type { LogWindow } from '../evidence/logs/log-window.ts';
import type { RemediationStep } from '../model.ts';

/** Which requests: all that is given has to be true of them. */
export interface RequestsWanted {
  /** Names as they are shown: long ones are cut, and end in `…`. */
  readonly client?: { readonly program: string; readonly username: string };
  readonly call?: ApiCall;
}

/** A step with the query, ready to run; none where it is not known in which table the log of the cluster is. */
export function lookCloser(window: LogWindow, wanted: RequestsWanted): readonly RemediationStep[] {
  const kql = requestsQuery(window, wanted);
  return kql === null
    ? []
    : [
        {
          text: 'See in the audit log of the cluster what is asked for, in which namespace, how often and how long it takes.',
          kql,
        },
      ];
}

/** Null where the table is not known. */
function requestsQuery({ place, from, to, sees }: LogWindow, wanted: RequestsWanted): string | null {
  const table = logTables.find((name) => name === place.table);
  if (table === undefined) return null;
  const target = {
    parts: [{ table, sees, resourceIds: [place.resourceId] }],
    from: new Date(from),
    to: new Date(to),
  } as const;
  return `${auditRequests(target, columns)}
| where ${conditionsOf(wanted).join(' and ')}
| extend TimedMs = iff(LongRunning, real(null), LatencyMs) // how long a watch lasts says nothing
| summarize Requests = count(),
    Failed = countif(Code >= 400),
    MeanMs = round(avg(TimedMs), 1),
    P99Ms = round(percentile(TimedMs, 99), 1)
    by UserAgent, Username, Verb, ApiGroup, Resource, Subresource, Scope, Namespace
| order by Requests desc`;
}

const columns = [
  'UserAgent',
  'Username',
  'Verb',
  'RequestUri',
  'ApiGroup',
  'Resource',
  'Subresource',
  'Namespace',
  'Name',
  'Scope',
  'Code',
  'LatencyMs',
  'LongRunning',
] as const;

function conditionsOf({ client, call }: RequestsWanted): readonly string[] {
  const [resource = '', subresource = ''] = call?.resource.split('/', 2) ?? [];
  return [
    ...(client === undefined ? [] : [is('Username', client.username), startsAs('UserAgent', client.program)]),
    ...(call === undefined
      ? []
      : [
          is('Verb', call.verb),
          is('ApiGroup', call.apiGroup),
          is('Resource', resource),
          is('Subresource', subresource),
          is('Scope', call.scope),
        ]),
  ];
}

function is(column: string, shown: string): string {
  return shown.endsWith('…') ? startsAs(column, shown.slice(0, -1)) : `${column} == ${kqlString(shown)}`;
}

/** A program is one client in all its versions. */
function startsAs(column: string, shown: string): string {
  return shown === ''
    ? `isempty(${column})`
    : `${column} startswith_cs ${kqlString(shown.replace(/…$/u, ''))}`;
}
