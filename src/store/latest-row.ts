/** How the newest state of a cluster changes, whatever the order in which news of it arrive. */
import type {
  AuditResult,
  BusyClients,
  ClientBins,
  ClientTotals,
  ClusterRef,
  LatestAudit,
  NotAudited,
} from '../model.ts';
import { bySeverity } from '../model.ts';
import { compareText } from '../shared/compare-text.ts';
import { sum } from '../shared/sum.ts';
import type { ClusterFindings } from './history.ts';
import { requiredSweepRowKey } from './keys.ts';

/** After an audit was stored: it becomes the newest unless a newer one is there. */
export function withAudit(before: LatestAudit | null, audit: AuditResult): LatestAudit {
  const { cluster, sweepId, finishedAt, headline, facts } = audit;
  const outcomes = Object.fromEntries(audit.verdicts.map(({ check, outcome }) => [check, outcome]));
  const newest = { id: sweepId, at: finishedAt, headline, outcomes, facts };
  if (before === null) return { cluster, newest };
  if (before.newest !== null && isAfter(before.newest.id, sweepId)) return before;
  const note = before.notAudited;
  // A note of a later sweep stays true when the audit of an earlier one arrives late.
  const stays = note !== undefined && isAfter(note.sweepId, sweepId);
  return { cluster, newest, ...(stays ? { notAudited: note } : {}) };
}

/** After a sweep gave the cluster up; says nothing when this sweep or a later one has audited it. */
export function withNote(before: LatestAudit | null, cluster: ClusterRef, note: NotAudited): LatestAudit {
  if (before === null) return { cluster, newest: null, notAudited: note };
  const audited = before.newest !== null && !isAfter(note.sweepId, before.newest.id);
  const noted = before.notAudited !== undefined && isAfter(before.notAudited.sweepId, note.sweepId);
  return audited || noted ? before : { ...before, cluster, notAudited: note };
}

/** Most findings kept with the newest state of a cluster; the audit has them all. */
const mostFindings = 200;

/** Open findings of a cluster as they are kept with its newest state. */
export type OpenFindings = Omit<ClusterFindings, 'cluster'>;

export const noFindings: OpenFindings = { findings: [], leftOut: 0 };

/** The open findings of an audit, worst first, as many as are kept with the newest state. */
export function openFindingsOf({ baseline }: AuditResult): OpenFindings {
  const open = baseline
    .filter(({ resolved }) => resolved === undefined)
    .toSorted((left, right) => bySeverity(left, right) || compareText(left.fingerprint, right.fingerprint));
  return firstFindings({ findings: open, leftOut: 0 }, mostFindings);
}

/** At most so many of them; the others are counted. */
export function firstFindings({ findings, leftOut }: OpenFindings, most: number): OpenFindings {
  const kept = findings.slice(0, most);
  return { findings: kept, leftOut: leftOut + findings.length - kept.length };
}

/** Whether there is anything open, shown or only counted. */
export function isAnyOpen({ findings, leftOut }: OpenFindings): boolean {
  return findings.length > 0 || leftOut > 0;
}

/** The busiest clients of an audit, as they are kept with the newest state. */
export function busyClientsOf(
  { clients, evidence, finishedAt }: AuditResult,
  before: BusyClients | null,
): BusyClients {
  const known = before?.since ?? null;
  if (clients === null) {
    const status = evidence.find(({ kind }) => kind === 'latencyByClient');
    const why = status?.ok === false ? status.detail : 'Its audit log was not read.';
    return { since: known, ok: false, why };
  }
  const { from, to, sees } = clients;
  // Reads that were not in the log before are nothing new in the cluster.
  const widened = before?.ok === true && before.sees === 'writes' && sees === 'all';
  const since = widened ? finishedAt : (known ?? finishedAt);
  return { since, ok: true, from, to, sees, clients: clients.clients.map(totalsOf) };
}

function totalsOf({ userAgent, username, bins }: ClientBins): ClientTotals {
  const requests = sum(bins.map((bin) => bin.requests));
  const milliseconds = sum(bins.map((bin) => bin.requests * bin.meanMs));
  return { userAgent, username, requests, meanMs: requests === 0 ? 0 : milliseconds / requests };
}

/** Of a row that does not hold them. */
export const clientsNotKept: BusyClients = {
  since: null,
  ok: false,
  why: 'What its newest audit saw of clients is not kept with it, or cannot be read.',
};

function isAfter(sweepId: string, other: string): boolean {
  return requiredSweepRowKey(sweepId) < requiredSweepRowKey(other);
}
