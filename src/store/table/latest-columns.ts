/** The columns of a cluster's newest state. What lists read is selected by name, so that findings cost only who wants them. */
import * as z from 'zod';
import type { BusyClients, ClusterRef, LatestAudit, NewestAudit } from '../../model.ts';
import { outcomes, severities } from '../../model.ts';
import type { Property, Reader, Row, StoredRow } from '../codec.ts';
import { checked, valueIn } from '../codec.ts';
import type { ClusterClients, ClusterFindings } from '../history.ts';
import type { OpenFindings } from '../latest-row.ts';
import { clientsNotKept, firstFindings, isAnyOpen, noFindings } from '../latest-row.ts';
import { fits } from '../row-size.ts';
import { baselineEntry, busyClients, clusterFacts, clusterRef, notAudited } from '../schemas.ts';
import { bodyColumns, selectableBodyOf, selectableBodyOrNull } from '../selectable-body.ts';
import { columnsOf, headlineColumns, headlineIn, timeIn } from './columns.ts';
import { headlineOfVersion1 } from './version-1.ts';

const rowVersion = 2;

const keyColumns = ['PartitionKey', 'RowKey', 'v', ...bodyColumns('cluster')];

/** Everything but the findings and the clients. */
export const latestColumns: readonly string[] = [
  ...keyColumns,
  'Timestamp',
  'auditId',
  'at',
  ...headlineColumns,
  ...['notAudited', 'outcomes', 'facts'].flatMap(bodyColumns),
];

/** The severities tell how many findings a row of the first version had. */
export const findingsColumns: readonly string[] = [...keyColumns, ...severities, ...bodyColumns('findings')];

export const clientsColumns: readonly string[] = [...keyColumns, 'auditId', ...bodyColumns('clients')];

/** What tells when there was last news of a cluster. */
export const newsColumns: readonly string[] = [
  'PartitionKey',
  'RowKey',
  'v',
  'at',
  ...bodyColumns('notAudited'),
];

type Properties = StoredRow['properties'];

/** Readers by the version that wrote the row. */
export const latestIn: Readonly<Record<number, Reader<LatestAudit>>> = {
  1: (properties) =>
    latestOf(properties, withState, () => ({
      headline: headlineOfVersion1(properties),
      outcomes: {},
      facts: null,
    })),
  2: (properties) =>
    latestOf(properties, asItIs, () => ({
      headline: headlineIn(properties),
      outcomes: checked(outcomesByCheck, valueIn('outcomes', properties)),
      facts: checked(clusterFacts.nullable(), valueIn('facts', properties) ?? null),
    })),
};

/** Readers by the version that wrote the row. */
export const openFindingsIn: Readonly<Record<number, Reader<ClusterFindings>>> = {
  // It kept their numbers alone: none is shown, and none is forgotten.
  1: (properties) => ({
    cluster: clusterIn(properties),
    findings: [],
    leftOut: severities.reduce((sum, severity) => sum + (checked(count, properties[severity]) ?? 0), 0),
  }),
  2: (properties) => ({
    cluster: clusterIn(properties),
    ...checked(openFindings, valueIn('findings', properties) ?? noFindings),
  }),
};

const noClients: Reader<ClusterClients> = (properties) => ({
  cluster: clusterIn(properties),
  busy: clientsNotKept,
});
/** Readers by the version that wrote the row. */
export const clientsIn: Readonly<Record<number, Reader<ClusterClients>>> = {
  1: noClients,
  2: (properties) => ({
    cluster: clusterIn(properties),
    busy: checked(busyClients, valueIn('clients', properties) ?? clientsNotKept),
  }),
};
/** Of a row whose clients cannot be read. */
export const clientsUnreadIn: Readonly<Record<number, Reader<ClusterClients>>> = {
  1: noClients,
  2: noClients,
};

/** Of a row whose findings cannot be read: as with the first version, none is shown, and none is forgotten. */
const countedOf: Reader<ClusterFindings> = (properties) => {
  const counts = severities.map((severity) => properties[severity]);
  const open = counts.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
  return { cluster: clusterIn(properties), findings: [], leftOut: Math.max(1, open) };
};
export const countedIn: Readonly<Record<number, Reader<ClusterFindings>>> = { 1: countedOf, 2: countedOf };

const newsOf: Reader<Date> = (properties) => {
  const { at } = properties;
  const note = checked(datedNote.optional(), valueIn('notAudited', properties));
  const times = [at instanceof Date ? at.getTime() : null, note === undefined ? null : Date.parse(note.at)];
  const known = times.filter((time) => time !== null);
  if (known.length === 0) throw new TypeError('it has neither an audit nor a note.');
  return new Date(Math.max(...known));
};
/** When an audit or a sweep last had news of the cluster. Readers by the version that wrote the row. */
export const newsIn: Readonly<Record<number, Reader<Date>>> = { 1: newsOf, 2: newsOf };

export function clusterIn(properties: Properties): ClusterRef {
  return checked(clusterRef, valueIn('cluster', properties));
}

/** What a row holds. */
export interface LatestState {
  readonly latest: LatestAudit;
  readonly open: OpenFindings;
  /** Null before the first audit. */
  readonly busy: BusyClients | null;
}

/** The row of a state, with as many of the findings as fit. */
export function latestRow(partitionKey: string, { latest, open, busy }: LatestState): Row {
  const { cluster, newest, notAudited: note } = latest;
  const row = {
    partitionKey,
    rowKey: cluster.key,
    v: rowVersion,
    ...(newest === null ? {} : columnsOfNewest(newest)),
    ...selectableBodyOf('cluster', cluster),
    ...(note === undefined ? {} : selectableBodyOf('notAudited', note)),
    ...(busy === null ? {} : selectableBodyOf('clients', busy)),
  };
  return isAnyOpen(open) ? withFindings(row, open) : row;
}

function columnsOfNewest({ id, at, headline, outcomes, facts }: NewestAudit): Record<string, Property> {
  return {
    auditId: id,
    at: new Date(at),
    ...columnsOf(headline),
    ...selectableBodyOf('outcomes', outcomes),
    ...(facts === null ? {} : selectableBodyOf('facts', facts)),
  };
}

/** The mildest are left out and counted until the row is one that the table takes. */
function withFindings(row: Row, open: OpenFindings): Row {
  let fewer = open;
  for (;;) {
    const body = selectableBodyOrNull('findings', fewer);
    const whole = { ...row, ...body };
    if (fewer.findings.length === 0 || (body !== null && fits(whole))) return whole;
    fewer = firstFindings(fewer, Math.floor(fewer.findings.length * shrinking));
  }
}

const shrinking = 0.8;

function latestOf(
  properties: Properties,
  noteOf: (note: unknown) => unknown,
  newestOf: () => Omit<NewestAudit, 'id' | 'at'>,
): LatestAudit {
  const { auditId } = properties;
  const note = valueIn('notAudited', properties);
  return {
    cluster: clusterIn(properties),
    newest: typeof auditId === 'string' ? { id: auditId, at: timeIn(properties['at']), ...newestOf() } : null,
    ...(note === undefined ? {} : { notAudited: checked(notAudited, noteOf(note)) }),
  };
}

/** Notes were once kept without a state; all of them were of clusters that were given up. */
function withState(note: unknown): unknown {
  return typeof note === 'object' && note !== null ? { state: 'missed', ...note } : note;
}

function asItIs(note: unknown): unknown {
  return note;
}

const count = z.int().nonnegative().nullish();
const datedNote = z.object({ at: z.iso.datetime() });
const outcomesByCheck = z.record(z.string(), z.enum(outcomes));
const openFindings: z.ZodType<OpenFindings> = z.object({
  findings: z.array(baselineEntry),
  leftOut: z.int().nonnegative(),
});
