/** Requests written down briefly, put into log tables, and asked by the queries of the product. */
import { runQuery } from '../../local/kusto/interpreter.ts';
import type { Table } from '../../local/kusto/scan.ts';
import { logAnalyticsRows } from '../../local/kusto/wire.ts';
import type { AuditEvent } from '../../local/sample/audit/events.ts';
import { auditRow, diagnosticsRow, logColumns, logRow } from '../../local/sample/azure/log-rows.ts';
import type { LogKind, LogQuery, LogTable, LogTarget } from '../../src/azure/kql/log-query.ts';
import type { AuditSource } from '../../src/evidence/audit-logging.ts';
import type { FleetEvidence } from '../../src/evidence/index.ts';
import { logEvidence } from '../../src/evidence/logs/gathered.ts';
import type { LogAnswer, LoggedCluster } from '../../src/evidence/logs/gathered.ts';
import type { LogVisibility } from '../../src/evidence/logs/visibility.ts';
import type { Gathered } from '../../src/model.ts';
import { logTarget, shopId } from './log-tables.ts';

/** One request as a test says it; what it leaves out is unremarkable. */
export interface Request {
  /** Seconds into the window. */
  readonly at?: number;
  readonly ms?: number;
  readonly agent?: string;
  readonly user?: string;
  readonly verb?: string;
  readonly uri?: string;
  /** `pods`, `nodes/status`, `apps/deployments`; null for a path that is no resource. */
  readonly resource?: string | null;
  readonly apiGroup?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly version?: string;
  readonly code?: number;
  readonly message?: string;
  readonly stage?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** The body, as the log keeps it. */
  readonly body?: object;
}

const start = Date.parse('2026-11-24T03:00:00Z');

/** The moment that many seconds into the window. */
export function at(seconds: number): string {
  return new Date(start + seconds * 1000).toISOString();
}

export function auditEvent(request: Request): AuditEvent {
  const { code = 200, message, namespace, name, version, body } = request;
  const received = start + (request.at ?? 0) * 1000;
  const resource = request.resource === undefined ? 'pods' : request.resource;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: 'b6ca2d7f-70f9-43b3-9a35-a2c2e5e3c6f0',
    stage: request.stage ?? 'ResponseComplete',
    requestURI: request.uri ?? '/api/v1/pods?limit=500',
    verb: request.verb ?? 'get',
    user: { username: request.user ?? 'ada', groups: ['system:authenticated'] },
    sourceIPs: ['10.0.0.4'],
    userAgent: request.agent ?? 'kubectl/v1.33.2',
    ...(resource === null
      ? {}
      : {
          objectRef: {
            resource: resource.split('/')[0] ?? '',
            ...(resource.includes('/') && { subresource: resource.split('/')[1] ?? '' }),
            ...(request.apiGroup !== undefined && { apiGroup: request.apiGroup }),
            apiVersion: 'v1',
            ...(namespace !== undefined && { namespace }),
            ...(name !== undefined && { name }),
            ...(version !== undefined && { resourceVersion: version }),
          },
        }),
    responseStatus: { metadata: {}, ...(message !== undefined && { message }), code },
    ...(body !== undefined && { requestObject: body }),
    requestReceivedTimestamp: new Date(received).toISOString(),
    stageTimestamp: new Date(received + (request.ms ?? 5)).toISOString(),
    annotations: request.annotations ?? { 'authorization.k8s.io/decision': 'allow' },
  };
}

/** So many requests of the same kind, one a second. */
export function times(count: number, request: Request): Request[] {
  return Array.from({ length: count }, (_, index) => ({ ...request, at: (request.at ?? 0) + index }));
}

export type Mode = 'AKSAudit' | 'AzureDiagnostics';
export const modes: readonly Mode[] = ['AKSAudit', 'AzureDiagnostics'];

/** A table with the requests of each cluster. */
export function auditTable(mode: Mode, requests: Readonly<Record<string, readonly Request[]>>): Table {
  const rows = Object.entries(requests).flatMap(([id, list]) =>
    list.map((request) => {
      const event = auditEvent(request);
      return mode === 'AKSAudit'
        ? auditRow(event, senderOf(id))
        : eventText(id, JSON.stringify(event), request);
    }),
  );
  return { name: mode, columns: logColumns[mode], rows };
}

/** A row whose text is given as it arrived, cut or not. */
export function eventText(id: string, text: string, { at: seconds = 0 }: Request, category = 'kube-audit') {
  return diagnosticsRow({ at: at(seconds), category, text }, senderOf(id));
}

export function lineTable(
  mode: 'AKSControlPlane' | 'AzureDiagnostics',
  lines: readonly (readonly [seconds: number, line: string])[],
  id = shopId,
): Table {
  const category = 'kube-apiserver';
  const rows = lines.map(([seconds, message]) =>
    mode === 'AKSControlPlane'
      ? logRow({ at: at(seconds), category, level: 'INFO', message }, senderOf(id))
      : diagnosticsRow({ at: at(seconds), category, text: message }, senderOf(id)),
  );
  return { name: mode, columns: logColumns[mode], rows };
}

function senderOf(resourceId: string) {
  return {
    resourceId,
    subscriptionId: '00000000-0000-0000-0000-000000000001',
    resourceGroup: 'rg-shop',
    cluster: 'shop',
    workspaceId: '00000000-0000-0000-0000-0000000000ff',
  };
}

/** Sends the query's own text to the tables. */
export function answerFrom(
  query: LogQuery,
  target: LogTarget,
  tables: readonly Table[],
): Gathered<LogAnswer> {
  const result = runQuery(query.kql(target), tables, new Date('2026-11-24T04:15:00Z'));
  const names = result.columns.map(({ name }) => name);
  const rows = logAnalyticsRows(result).map((row) =>
    Object.fromEntries(names.map((name, index) => [name, row[index]])),
  );
  return { ok: true, value: { rows, partial: null }, at: '2026-11-24T04:15:00.000Z' };
}

/** The evidence of the first cluster, or why there is none. */
export function evidenceFrom<Kind extends LogKind>(
  query: LogQuery<Kind>,
  table: Table,
  cluster: Partial<LoggedCluster> = {},
): Gathered<FleetEvidence[Kind]> {
  // Tables of tests are named as those of workspaces.
  const answer = answerFrom(query, logTarget(table.name as LogTable), [table]);
  return logEvidence(query, answer, { ...shop, ...cluster });
}

/** The value itself, for tests of what is in it. */
export function valueFrom<Kind extends LogKind>(
  query: LogQuery<Kind>,
  table: Table,
  cluster: Partial<LoggedCluster> = {},
): FleetEvidence[Kind] {
  const gathered = evidenceFrom(query, table, cluster);
  if (!gathered.ok) throw new Error(gathered.detail);
  return gathered.value;
}

export const window = {
  from: at(0),
  to: at(3600),
  seenFrom: at(0),
  seenTo: at(3599),
  sees: 'all',
  place: { resourceId: shopId, table: 'AKSAudit' },
} as const;

export const seen: LogVisibility = {
  window,
  rows: 1000,
  requests: 900,
  reads: 600,
  lists: 100,
  writes: 300,
  verbs: ['get', 'list', 'update'],
  cutRows: 0,
  unreadableRows: 0,
  slowRequests: 0,
  explainedRequests: 0,
  failures: 0,
  webhookTrouble: 0,
};

export const source: AuditSource = {
  workspaceId:
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-logs/providers/microsoft.operationalinsights/workspaces/logs',
  workspaceGuid: '00000000-0000-0000-0000-0000000000ff',
  mode: 'resourceSpecific',
  sees: 'all',
  table: 'AKSAudit',
  plan: 'Analytics',
  controlPlane: { table: 'AKSControlPlane', plan: 'Analytics' },
};

export const shop: LoggedCluster = {
  resourceId: shopId,
  source,
  from: new Date(at(0)),
  to: new Date(at(3600)),
  visibility: { ok: true, value: seen, at: '2026-11-24T04:15:00.000Z' },
};
