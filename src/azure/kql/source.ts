/**
 * The first lines of every query: they turn each table and each destination mode into the same columns, so that the
 * questions are written once. Nothing here or in the questions joins, names a second table or declares a function: so
 * one text serves Analytics, Basic and Auxiliary tables (https://learn.microsoft.com/azure/azure-monitor/logs/basic-logs-query).
 */
import { kqlResourceIds, kqlTime } from './literals.ts';
import type { LogTarget } from './log-query.ts';

/** Columns a query may ask for. ClusterId is always there, and TimeGenerated as the table has it. */
export type AuditColumn = keyof RawEvent | keyof typeof derived;

/** Rows of all stages of all requests. */
export function auditEvents(target: LogTarget, columns: readonly AuditColumn[]): string {
  return `${auditRows(target)}\n${extended(target, columns)}`;
}

/**
 * One row a request. Other stages repeat it: event writes appear when received and when complete, watches when they
 * start and when they end. A client may choose the audit id, so counting different ids could be talked down to one.
 */
export function auditRequests(target: LogTarget, columns: readonly AuditColumn[]): string {
  const stages = `| where ${rawEvent(target).Stage} in ("ResponseComplete", "Panic") // one row a request`;
  return `${auditRows(target)}\n${stages}\n${extended(target, columns)}`;
}

/** Lines of the API servers' own log, with ClusterId and Line. */
export function apiServerLines(target: LogTarget): string {
  const line = target.table === 'AzureDiagnostics' ? 'log_s' : 'Message';
  return [
    ...rowsOf(target),
    '| where Category == "kube-apiserver"',
    `| extend ClusterId = tolower(_ResourceId), Line = ${line}`,
  ].join('\n');
}

function auditRows(target: LogTarget): string {
  if (target.table !== 'AzureDiagnostics') return rowsOf(target).join('\n');
  // A cluster that sends both categories has its writes in both.
  const category = target.sees === 'all' ? 'kube-audit' : 'kube-audit-admin';
  return [...rowsOf(target), `| where Category == "${category}"`, ...eventsFromText].join('\n');
}

function rowsOf({ table, resourceIds, from, to }: LogTarget): string[] {
  return [
    table,
    `| where TimeGenerated >= ${kqlTime(from)} and TimeGenerated < ${kqlTime(to)}`,
    `| where _ResourceId in~ (\n${kqlResourceIds(resourceIds)})`,
  ];
}

/**
 * AzureDiagnostics has the event as text, and the pipeline cuts long ones (https://github.com/Azure/AKS/issues/4635).
 * They are the biggest requests of all, so what stands before the bodies is saved: verb, user agent, URI, object, status.
 */
const eventsFromText = [
  '| extend Event = parse_json(log_s)',
  '| extend Cut = isempty(tostring(Event.verb)) // a cut event is no valid JSON',
  `| extend Head = extract(@'^(.*?),"re(?:quest|sponse)Object":', 1, iff(Cut, log_s, ""))`,
  '| extend Event = iff(Cut, parse_json(strcat(Head, "}")), Event)',
];

/** How each column is read; dynamic members are null where the event has none, and `tostring` makes that empty. */
interface RawEvent {
  readonly Cut: string;
  readonly Stage: string;
  readonly Verb: string;
  readonly RequestUri: string;
  readonly UserAgent: string;
  readonly Username: string;
  readonly Resource: string;
  readonly Subresource: string;
  readonly ApiGroup: string;
  readonly Namespace: string;
  readonly Name: string;
  readonly ResourceVersion: string;
  readonly Code: string;
  readonly Message: string;
  readonly Annotations: string;
  readonly Received: string;
  readonly LatencyMs: string;
}

function rawEvent({ table }: LogTarget): RawEvent {
  return table === 'AzureDiagnostics' ? textEvent : columnEvent;
}

/** Columns of AKSAudit and AKSAuditAdmin: https://learn.microsoft.com/azure/azure-monitor/reference/tables/aksaudit */
const columnEvent: RawEvent = {
  Cut: 'false',
  Stage: 'Stage',
  Verb: 'Verb',
  RequestUri: 'RequestUri',
  UserAgent: 'UserAgent',
  Username: 'tostring(User.username)',
  Annotations: 'Annotations',
  Received: 'RequestReceivedTime',
  LatencyMs: '(StageReceivedTime - RequestReceivedTime) / 1ms',
  ...partsOf('ObjectRef', 'ResponseStatus'),
};

/** Fields as Kubernetes names them: https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/ */
const textEvent: RawEvent = {
  Cut: 'Cut',
  Stage: 'tostring(Event.stage)',
  Verb: 'tostring(Event.verb)',
  RequestUri: 'tostring(Event.requestURI)',
  UserAgent: 'tostring(Event.userAgent)',
  Username: 'tostring(Event.user.username)',
  Annotations: 'Event.annotations',
  // The times stand behind the bodies, so a cut event has lost them.
  Received: 'coalesce(todatetime(Event.requestReceivedTimestamp), TimeGenerated)',
  LatencyMs: '(todatetime(Event.stageTimestamp) - todatetime(Event.requestReceivedTimestamp)) / 1ms',
  ...partsOf('Event.objectRef', 'Event.responseStatus'),
};

function partsOf(object: string, response: string) {
  return {
    Resource: `tostring(${object}.resource)`,
    Subresource: `tostring(${object}.subresource)`,
    ApiGroup: `tostring(${object}.apiGroup)`,
    Namespace: `tostring(${object}.namespace)`,
    Name: `tostring(${object}.name)`,
    ResourceVersion: `tostring(${object}.resourceVersion)`,
    Code: `toint(${response}.code)`,
    Message: `tostring(${response}.message)`,
  };
}

/** Columns made of other columns. */
const derived = {
  /** As the API server decides it: https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/endpoints/metrics/metrics.go (CleanScope) */
  Scope: {
    of: ['Verb', 'Resource', 'Namespace', 'Name'],
    as: 'case(isempty(Resource), "", isnotempty(Name) or Verb == "create", "resource", isnotempty(Namespace), "namespace", "cluster")',
  },
  /** Their end says nothing of latency: https://github.com/kubernetes/kubernetes/blob/master/pkg/controlplane/apiserver/config.go (LongRunningFunc) */
  LongRunning: {
    of: ['Verb', 'Subresource', 'RequestUri'],
    as: 'Verb in ("watch", "proxy") or Subresource in ("attach", "exec", "proxy", "log", "portforward") or RequestUri startswith "/debug/pprof/"',
  },
} as const satisfies Record<string, { of: readonly (keyof RawEvent)[]; as: string }>;

function extended(target: LogTarget, columns: readonly AuditColumn[]): string {
  const made = (['Scope', 'LongRunning'] as const).filter((name) => columns.includes(name));
  const wanted = new Set<AuditColumn>([...columns, ...made.flatMap((name) => derived[name].of)]);
  const raw = Object.entries(rawEvent(target))
    // keyof RawEvent is a part of AuditColumn, and a set only compares.
    .filter(([name, expression]) => wanted.has(name as AuditColumn) && name !== expression)
    .map(([name, expression]) => `${name} = ${expression}`);
  return [
    `| extend ${['ClusterId = tolower(_ResourceId)', ...raw].join(',\n    ')}`,
    ...made.map((name) => `| extend ${name} = ${derived[name].as}`),
  ].join('\n');
}
