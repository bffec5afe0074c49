/**
 * The first lines of every query, which give the same columns from every table. From one table, nothing here or in the
 * questions joins, names a second table or declares a function: so one text serves Analytics, Basic and Auxiliary tables
 * (https://learn.microsoft.com/azure/azure-monitor/logs/basic-logs-query).
 */
import { type AuditColumn, rawEvent, withColumns } from './audit-columns.ts';
import { kqlResourceIds, kqlTime, mostResourceIds } from './literals.ts';
import type { LogPart, LogTarget } from './log-query.ts';

/** Rows of all stages of all requests. */
export function auditEvents(target: LogTarget, columns: readonly AuditColumn[]): string {
  return united(target, columns, (part) => [...auditRows(part, target), ...withColumns(part.table, columns)]);
}

/**
 * One row a request. Other stages repeat it: event writes appear when received and when complete, watches when they
 * start and when they end. A client may choose the audit id, so counting different ids could be talked down to one.
 */
export function auditRequests(target: LogTarget, columns: readonly AuditColumn[]): string {
  return united(target, columns, (part) => [
    ...auditRows(part, target),
    `| where ${rawEvent(part.table).Stage} in ("ResponseComplete", "Panic") // one row a request`,
    ...withColumns(part.table, columns),
  ]);
}

/** Lines of the API servers' own log, with ClusterId and Line. */
export function apiServerLines(target: LogTarget): string {
  return united(target, ['TimeGenerated', 'Line'], (part) => [
    ...rowsOf(part, target),
    '| where Category == "kube-apiserver"',
    `| extend ClusterId = tolower(_ResourceId), Line = ${part.table === 'AzureDiagnostics' ? 'log_s' : 'Message'}`,
  ]);
}

/**
 * Several tables are a union of subqueries that give the same columns and no others: columns that only some have would
 * be renamed or filled in. Not `isfuzzy`, which passes a table that does not exist over as if it were empty.
 */
function united(
  target: LogTarget,
  columns: readonly string[],
  linesOf: (part: LogPart) => readonly string[],
): string {
  const [first, ...others] = target.parts;
  if (others.length === 0) return linesOf(first).join('\n');
  refuseOverlap(target.parts);
  const project = `| project ${['ClusterId', ...columns].join(', ')}`;
  const subqueries = target.parts.map((part) => ['(', ...linesOf(part), project, ')'].join('\n'));
  return `union\n${subqueries.join(',\n')}`;
}

/** A cluster whose rows come from two parts would have its requests counted twice. */
function refuseOverlap(parts: readonly LogPart[]): void {
  const ids = parts.flatMap(({ resourceIds }) => resourceIds.map((id) => id.toLowerCase()));
  if (new Set(ids).size < ids.length) throw new RangeError('A cluster is in two parts of a log query.');
  if (ids.length > mostResourceIds) {
    throw new RangeError(`A log query takes at most ${mostResourceIds} clusters, not ${ids.length}.`);
  }
}

function auditRows(part: LogPart, target: LogTarget): string[] {
  if (part.table !== 'AzureDiagnostics') return rowsOf(part, target);
  // A cluster that sends both categories has its writes in both.
  const category = part.sees === 'all' ? 'kube-audit' : 'kube-audit-admin';
  return [...rowsOf(part, target), `| where Category == "${category}"`, ...eventsFromText];
}

function rowsOf({ table, resourceIds }: LogPart, { from, to }: LogTarget): string[] {
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
