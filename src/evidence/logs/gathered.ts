/** From the answer of a query for many clusters to the evidence of one: absence is only ever read as what was proven. */
import {
  type AskedWindow,
  type FactsFor,
  type LogKind,
  type LogNeed,
  type LogQuery,
  type LogTable,
  logTables,
} from '../../azure/kql/log-query.ts';
import type { Gathered, Missing } from '../../model.ts';
import { ReadError } from '../../shared/errors.ts';
import type { AuditSource, TablePlan } from '../audit-logging.ts';
import type { FleetEvidence } from '../index.ts';
import { type LogWindow, unseenAtEnd } from './log-window.ts';
import type { LogVisibility } from './visibility.ts';

/** What a workspace answered for all clusters that were asked for. */
export interface LogAnswer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Why part of the answer is missing; null when it is whole. */
  readonly partial: string | null;
}

/** One of the clusters, and what is known of its log. */
export interface LoggedCluster {
  readonly resourceId: string;
  readonly source: AuditSource;
  readonly from: Date;
  readonly to: Date;
  /** Of the same window. Null only while it is being asked for itself. */
  readonly visibility: Gathered<LogVisibility> | null;
}

/** Where a query has to be asked, or why asking it would be of no use. */
export function logSource(
  needs: LogNeed,
  source: AuditSource,
): { readonly ok: true; readonly table: LogTable; readonly plan: TablePlan } | Missing {
  if (needs === 'reads' && source.sees === 'writes') return readsNotLogged;
  const place = needs === 'controlPlane' ? source.controlPlane : source;
  if (place === null) return controlPlaneNotLogged;
  const table = logTables.find((name) => name === place.table);
  if (table === undefined) return unknownTable(place.table);
  return { ok: true, table, plan: place.plan };
}

/** What one cluster's part of the answer says. */
export function logEvidence<Kind extends LogKind>(
  query: LogQuery<Kind>,
  answer: Gathered<LogAnswer>,
  cluster: LoggedCluster,
): Gathered<FleetEvidence[Kind]> {
  const source = logSource(query.needs, cluster.source);
  if (!source.ok) return source;
  if (!answer.ok) return answer;
  const { rows, partial } = answer.value;
  if (partial !== null) return truncated(query.title, partial);
  const facts = factsFor(query.needs, cluster);
  if (!facts.ok) return facts;
  try {
    return { ok: true, value: query.evidence(rowsOf(query, rows, cluster), facts.value), at: answer.at };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return missing(error.reason, error.detail, error.remedy);
  }
}

type Facts = { readonly ok: true; readonly value: FactsFor<LogNeed> } | Missing;

function factsFor(needs: LogNeed, { resourceId, source, from, to, visibility }: LoggedCluster): Facts {
  const asked: AskedWindow = {
    from: from.toISOString(),
    to: to.toISOString(),
    sees: source.sees,
    place: { resourceId, table: source.table },
  };
  if (needs === 'audit' || needs === 'controlPlane') return { ok: true, value: asked };
  if (visibility === null) throw new Error('What a log shows has to be known before its rows are read.');
  if (!visibility.ok) return visibility;
  const { window } = visibility.value;
  // The next sweep begins where this window ends, so nobody reads rows that come later.
  if (unseenAtEnd(window) > longestSilence) return late(window);
  if (coversTooLittle(window)) return lateOrNew(window);
  return { ok: true, value: { window, visibility: visibility.value } };
}

/** Even an idle cluster writes its leases every few seconds, so silence for longer is of rows that did not arrive. */
const longestSilence = 5 * 60_000;

/** Logging that has just begun: less than half of the window says too little about all of it. */
function coversTooLittle({ from, to, seenFrom, seenTo }: LogWindow): boolean {
  const seen = Date.parse(seenTo) - Date.parse(seenFrom);
  return seen < (Date.parse(to) - Date.parse(from)) / 2;
}

type RowsOf<Query extends LogQuery> = Parameters<Query['evidence']>[0];

function rowsOf<Query extends LogQuery>(
  query: Query,
  rows: LogAnswer['rows'],
  { resourceId }: LoggedCluster,
): RowsOf<Query> {
  const id = resourceId.toLowerCase();
  const own = rows.filter(({ ClusterId }) => typeof ClusterId === 'string' && ClusterId.toLowerCase() === id);
  const parsed = own.map((row) => query.row.safeParse(row));
  const wrong = parsed.find(({ success }) => !success);
  if (wrong?.error !== undefined) throw malformed(query.title, wrong.error);
  // What the row schema of the query gives is what its evidence is made from.
  return parsed.map(({ data }) => data) as RowsOf<Query>;
}

function missing(reason: Missing['reason'], detail: string, remedy: string): Missing {
  return { ok: false, reason, detail, remedy };
}

const readsNotLogged = missing(
  'notCollected',
  'The diagnostic setting of the cluster collects kube-audit-admin alone, which has no GET and LIST requests.',
  'Enable the category kube-audit in a diagnostic setting of the cluster.',
);

const controlPlaneNotLogged = missing(
  'notCollected',
  "The API servers' own log of the cluster is not collected in the workspace of its audit log.",
  'Enable the category kube-apiserver in the diagnostic setting of the cluster.',
);

function unknownTable(table: string): Missing {
  return missing(
    'unsupported',
    `The audit log of the cluster goes to the table ${table}, whose columns the auditor does not know.`,
    'Send it to AKSAudit, AKSAuditAdmin or AzureDiagnostics.',
  );
}

function truncated(title: string, why: string): Missing {
  return missing(
    'truncated',
    `The workspace answered only in part to "${title}": ${why}`,
    'Look at the health and the load of the workspace; the next sweep asks again.',
  );
}

function late({ from, to, seenTo }: LogWindow): Missing {
  return missing(
    'notCollected',
    `The audit log from ${from} to ${to} has no rows after ${seenTo}.`,
    'Rows usually take 3 to 10 minutes to arrive; if the next sweep finds them late too, raise LOG_DELAY_MINUTES, or look at ' +
      'the daily cap of the workspace and at the diagnostic setting.',
  );
}

function lateOrNew({ from, to, seenFrom, seenTo }: LogWindow): Missing {
  return missing(
    'notCollected',
    `The audit log from ${from} to ${to} has rows from ${seenFrom} to ${seenTo} only.`,
    'The next sweep sees more when logging has just begun; if it does not, look at the diagnostic setting and at the ' +
      'daily cap of the workspace.',
  );
}

function malformed(title: string, error: Error): ReadError {
  return new ReadError(
    'invalid',
    `The answer to "${title}" has a row of another shape than the query gives.`,
    'Report it as a fault of the auditor.',
    { cause: error },
  );
}
