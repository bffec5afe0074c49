/** The columns that each table and each destination mode is turned into, so that the questions are written once. */
import type { LogTable } from './log-query.ts';

/** Columns a query may ask for. ClusterId is always there. */
export type AuditColumn = keyof RawEvent | keyof typeof derived;

/** Lines that add them to rows of the table, which for AzureDiagnostics have the event already read. */
export function withColumns(table: LogTable, columns: readonly AuditColumn[]): string[] {
  const made = (['Scope', 'LongRunning'] as const).filter((name) => columns.includes(name));
  const wanted = new Set<AuditColumn>([...columns, ...made.flatMap((name) => derived[name].of)]);
  const raw = Object.entries(rawEvent(table))
    // keyof RawEvent is a part of AuditColumn, and a set only compares.
    .filter(([name, expression]) => wanted.has(name as AuditColumn) && name !== expression)
    .map(([name, expression]) => `${name} = ${expression}`);
  return [
    `| extend ${['ClusterId = tolower(_ResourceId)', ...raw].join(',\n    ')}`,
    ...made.map((name) => `| extend ${name} = ${derived[name].as}`),
  ];
}

/** How each column is read; dynamic members are null where the event has none, and `tostring` makes that empty. */
interface RawEvent {
  readonly TimeGenerated: string;
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

export function rawEvent(table: LogTable): RawEvent {
  return table === 'AzureDiagnostics' ? textEvent : columnEvent;
}

/** Columns of AKSAudit and AKSAuditAdmin: https://learn.microsoft.com/azure/azure-monitor/reference/tables/aksaudit */
const columnEvent: RawEvent = {
  TimeGenerated: 'TimeGenerated',
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
  TimeGenerated: 'TimeGenerated',
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
