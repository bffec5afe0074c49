/** Rows of the log tables of AKS, made of audit events and log lines. */
import type { AuditEvent } from '../audit/events.ts';
import type { LogEntry } from '../audit/log-lines.ts';
import { parseDatetime } from '../../kusto/time.ts';
import { hashOf } from '../random.ts';
import type { Column } from './query.ts';

/** Whose row it is, and in which workspace it lies. */
export interface Sender {
  /** ARM id, lower case. */
  readonly resourceId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly cluster: string;
  readonly workspaceId: string;
}

export type LogRow = Readonly<Record<string, unknown>>;

const common: readonly Column[] = [
  { name: 'SourceSystem', type: 'string' },
  { name: 'Type', type: 'string' },
  { name: 'TenantId', type: 'string' },
  { name: '_ResourceId', type: 'string' },
  { name: '_SubscriptionId', type: 'string' },
  { name: '_BilledSize', type: 'real' },
  { name: '_IsBillable', type: 'string' },
];

// https://learn.microsoft.com/azure/azure-monitor/reference/tables/aksaudit
const auditColumns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Verb', type: 'string' },
  { name: 'RequestUri', type: 'string' },
  { name: 'User', type: 'dynamic' },
  { name: 'SourceIps', type: 'dynamic' },
  { name: 'ObjectRef', type: 'dynamic' },
  { name: 'ResponseStatus', type: 'dynamic' },
  { name: 'Stage', type: 'string' },
  { name: 'Level', type: 'string' },
  { name: 'AuditId', type: 'string' },
  { name: 'RequestReceivedTime', type: 'datetime' },
  { name: 'StageReceivedTime', type: 'datetime' },
  { name: 'RequestObject', type: 'dynamic' },
  { name: 'ResponseObject', type: 'dynamic' },
  { name: 'Annotations', type: 'dynamic' },
  { name: 'UserAgent', type: 'string' },
  { name: 'PodName', type: 'string' },
  ...common,
];

export const logColumns = {
  AKSAudit: auditColumns,
  AKSAuditAdmin: auditColumns,
  // https://learn.microsoft.com/azure/azure-monitor/reference/tables/akscontrolplane
  AKSControlPlane: [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 'Category', type: 'string' },
    { name: 'Level', type: 'string' },
    { name: 'Message', type: 'string' },
    { name: 'PodName', type: 'string' },
    { name: 'Stream', type: 'string' },
    ...common,
  ],
  // https://learn.microsoft.com/azure/azure-monitor/reference/tables/azurediagnostics
  AzureDiagnostics: [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 'Category', type: 'string' },
    { name: 'OperationName', type: 'string' },
    { name: 'Resource', type: 'string' },
    { name: 'ResourceGroup', type: 'string' },
    { name: 'ResourceProvider', type: 'string' },
    { name: 'ResourceType', type: 'string' },
    { name: 'ResourceId', type: 'string' },
    { name: 'SubscriptionId', type: 'string' },
    { name: 'log_s', type: 'string' },
    { name: 'pod_s', type: 'string' },
    { name: 'stream_s', type: 'string' },
    { name: 'AdditionalFields', type: 'dynamic' },
    ...common,
  ],
} as const satisfies Record<string, readonly Column[]>;

/** A row of AKSAudit or AKSAuditAdmin. */
export function auditRow(event: AuditEvent, sender: Sender): LogRow {
  // Read once here: every query looks at the times of every row.
  const at = parseDatetime(event.stageTimestamp);
  return {
    TimeGenerated: at,
    Verb: event.verb,
    RequestUri: event.requestURI,
    User: event.user,
    SourceIps: event.sourceIPs,
    ObjectRef: event.objectRef,
    ResponseStatus: event.responseStatus,
    Stage: event.stage,
    Level: event.level,
    AuditId: event.auditID,
    RequestReceivedTime: parseDatetime(event.requestReceivedTimestamp),
    StageReceivedTime: at,
    RequestObject: event.requestObject,
    ResponseObject: event.responseObject,
    Annotations: event.annotations,
    UserAgent: event.userAgent,
    PodName: podOf(sender),
    ...ownership(sender, 'AKSAudit'),
  };
}

export function logRow({ at, category, level, message }: LogEntry, sender: Sender): LogRow {
  return {
    TimeGenerated: at,
    Category: category,
    Level: level,
    Message: message,
    PodName: podOf(sender),
    Stream: 'stderr',
    ...ownership(sender, 'AKSControlPlane'),
  };
}

/** A row of the table that all kinds of resources share. */
export function diagnosticsRow(
  { at, category, text }: { readonly at: string; readonly category: string; readonly text: string },
  sender: Sender,
): LogRow {
  return {
    TimeGenerated: parseDatetime(at),
    Category: category,
    OperationName: 'Microsoft.ContainerService/managedClusters/diagnosticLogs/Read',
    Resource: sender.cluster.toUpperCase(),
    ResourceGroup: sender.resourceGroup.toUpperCase(),
    ResourceProvider: 'MICROSOFT.CONTAINERSERVICE',
    ResourceType: 'MANAGEDCLUSTERS',
    ResourceId: sender.resourceId.toUpperCase(),
    SubscriptionId: sender.subscriptionId,
    log_s: text,
    pod_s: podOf(sender),
    stream_s: 'stdout',
    ...ownership(sender, 'AzureDiagnostics'),
  };
}

// https://github.com/Azure/AKS/issues/4635
const cutAfter = 16 * 1024;

/** The event as text. A share of those with bodies is so long that the pipeline cut it, which leaves no valid JSON. */
export function cutText(event: AuditEvent, share: number): string {
  const { requestObject, responseObject } = event;
  const long = responseObject !== undefined && (hashOf(event.auditID) % 1000) / 1000 < share;
  if (!long) return JSON.stringify(event);
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': 'x'.repeat(cutAfter) };
  const grown = JSON.stringify({ ...event, requestObject: { ...requestObject, annotations } });
  return grown.slice(0, cutAfter);
}

function ownership(sender: Sender, table: string): LogRow {
  return {
    SourceSystem: 'Azure',
    Type: table,
    TenantId: sender.workspaceId,
    _ResourceId: sender.resourceId,
    _SubscriptionId: sender.subscriptionId,
    _BilledSize: 1200,
    _IsBillable: 'True',
  };
}

function podOf({ cluster }: Sender): string {
  return `kube-apiserver-${hashOf(cluster).toString(36)}`;
}
