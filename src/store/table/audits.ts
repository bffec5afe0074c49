import type { AuditResult, ClientActivity } from '../../model.ts';
import type { Observation } from '../../observation.ts';
import type { Property, Row, StoredRow } from '../codec.ts';
import { bodyOf, checked, readRow, valueIn } from '../codec.ts';
import { fitAudit } from '../fit-audit.ts';
import type { AuditSummary, History, PastAudit } from '../history.ts';
import { isKey, requiredSweepRowKey, sweepIdIn, sweepRowKey, sweepRowKeysBetween } from '../keys.ts';
import { pageOf, pageStart } from '../page-token.ts';
import { fits } from '../row-size.ts';
import {
  auditResult,
  clientActivity as activitySchema,
  observation as observationSchema,
} from '../schemas.ts';
import { bodyColumns, selectableBodyOf, selectableBodyOrNull } from '../selectable-body.ts';
import { columnsOf, headlineColumns, headlineIn, timeIn } from './columns.ts';
import type { OnUnreadable } from './readable.ts';
import { firstRows, readableOnly } from './readable.ts';
import type { Rows } from './rows.ts';
import { quoted } from './rows.ts';
import { auditOfVersion1, headlineOfVersion1 } from './version-1.ts';

const rowVersion = 2;

const keyColumns = ['PartitionKey', 'RowKey', 'v'];
const summaryColumns = [...keyColumns, 'at', ...headlineColumns];
const pastColumns = [...summaryColumns, ...bodyColumns('observation')];
const clientColumns = [...keyColumns, ...bodyColumns('clients')];

interface Audits extends Pick<History, 'audit' | 'audits' | 'headlines' | 'pastAudits' | 'clientActivity'> {
  /** Writes the audit's row; a second time it overwrites itself. */
  putAudit(audit: AuditResult, observation?: Observation): Promise<void>;
}

/** All audits: a partition for each cluster, newest first. */
export function tableAudits(rows: Rows, onUnreadable: OnUnreadable): Audits {
  const readSummaries = readableOnly(summaryIn, onUnreadable);
  const readPast = readableOnly(pastIn, onUnreadable);
  const readClients = readableOnly(clientsIn, onUnreadable);

  return {
    async putAudit(audit, observation) {
      const remembered = observation === undefined ? {} : observationBody(observation);
      const row = (candidate: AuditResult): Row => ({ ...rowOf(candidate), ...remembered });
      // What does not fit even when cut is refused by the upsert, which says how large it is.
      const fitting = fitAudit(audit, (candidate) => fits(row(candidate))) ?? audit;
      await rows.upsert(row(fitting));
    },
    async audit(clusterKey, auditId) {
      const rowKey = sweepRowKey(auditId);
      const row = rowKey === null || !isKey(clusterKey) ? null : await rows.get(clusterKey, rowKey);
      if (row === null) return null;
      return readRow(rows.table, row, { 1: auditOfVersion1, 2: auditIn });
    },
    async audits(clusterKey, page) {
      const list = `audits:${clusterKey}`;
      const { limit, after } = pageStart(list, page);
      if (!isKey(clusterKey)) return { items: [] };
      const where = after === null ? [] : [`RowKey gt ${quoted(after)}`];
      const found = rows.list({
        partitionKey: clusterKey,
        where,
        select: summaryColumns,
        pageSize: limit + 1,
      });
      return pageOf(list, limit, await firstRows(found, limit + 1), ({ rowKey }) => rowKey, readSummaries);
    },
    async headlines(clusterKey, from, to) {
      return between(clusterKey, { from, to }, summaryColumns, readSummaries);
    },
    async pastAudits(clusterKey, from, to) {
      return between(clusterKey, { from, to }, pastColumns, readPast);
    },
    async clientActivity(clusterKey, from, to) {
      const found = await between(clusterKey, { from, to }, clientColumns, readClients);
      return found.filter((clients) => clients !== null);
    },
  };

  /** Some columns of the audits whose sweep started in a span of time, oldest first. */
  async function between<T>(
    clusterKey: string,
    { from, to }: { readonly from: Date; readonly to: Date },
    select: readonly string[],
    read: (row: StoredRow) => readonly T[],
  ): Promise<readonly T[]> {
    if (!isKey(clusterKey) || from > to) return [];
    const [first, before] = sweepRowKeysBetween(from, to);
    const where = [`RowKey ge ${quoted(first)}`, `RowKey lt ${quoted(before)}`];
    const newestFirst: T[] = [];
    for await (const row of rows.list({ partitionKey: clusterKey, where, select }))
      newestFirst.push(...read(row));
    return newestFirst.toReversed();
  }

  function summaryIn(row: StoredRow): AuditSummary {
    const id = sweepIdIn(row.rowKey);
    const read = (headline: typeof headlineIn) => (properties: StoredRow['properties']) => ({
      id,
      sweepId: id,
      at: timeIn(properties['at']),
      headline: headline(properties),
    });
    return readRow(rows.table, row, { 1: read(headlineOfVersion1), 2: read(headlineIn) });
  }

  function pastIn(row: StoredRow): PastAudit {
    const observation = readRow(rows.table, row, { 1: () => null, 2: observationOf });
    return { ...summaryIn(row), observation };
  }

  function clientsIn(row: StoredRow): ClientActivity | null {
    return readRow(rows.table, row, { 1: () => null, 2: clientsOf });
  }
}

function auditIn(properties: StoredRow['properties']): AuditResult {
  // A body that is no object is refused by the check.
  const audit = valueIn('audit', properties) as object;
  return checked(auditResult, { ...audit, clients: clientsOf(properties) });
}

function clientsOf(properties: StoredRow['properties']): ClientActivity | null {
  const clients = valueIn('clients', properties);
  return clients === undefined ? null : checked(activitySchema, clients);
}

function observationOf(properties: StoredRow['properties']): Observation | null {
  const observation = valueIn('observation', properties);
  return observation === undefined ? null : checked(observationSchema, observation);
}

function rowOf({ clients, ...audit }: AuditResult): Row {
  return {
    partitionKey: audit.cluster.key,
    rowKey: requiredSweepRowKey(audit.sweepId),
    v: rowVersion,
    at: new Date(audit.finishedAt),
    ...columnsOf(audit.headline),
    ...bodyOf('audit', audit),
    // By itself, so that a chart over many audits reads nothing else of them.
    ...(clients === null ? {} : clientsBody(clients)),
  };
}

/** As many of the clients as fit, the quietest left out first; none rather than an empty list, which would say that all was quiet. */
function clientsBody(activity: ClientActivity): Record<string, Property> {
  let { clients } = activity;
  let body = selectableBodyOrNull('clients', activity);
  while (body === null && clients.length > 1) {
    clients = clients.slice(0, -1);
    body = selectableBodyOrNull('clients', { ...activity, clients });
  }
  return body ?? {};
}

/** By itself, too. Names of configurations are up to 253 characters long, and there may be a thousand: all else is small. */
function observationBody(observation: Observation): Record<string, Property> {
  const whole = selectableBodyOrNull('observation', observation);
  return whole ?? selectableBodyOf('observation', { ...observation, webhookGenerations: null });
}
