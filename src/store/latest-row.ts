/** How the newest state of a cluster changes, whatever the order in which news of it arrive. */
import type { AuditResult, BaselineEntry, ClusterRef, LatestAudit, NotAudited } from '../model.ts';
import { severities } from '../model.ts';
import { compareText } from '../shared/compare-text.ts';
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

/** The open findings of an audit, worst first, as many as are kept with the newest state. */
export function openFindingsOf({ cluster, baseline }: AuditResult): ClusterFindings {
  const rank = ({ severity }: BaselineEntry): number => severities.indexOf(severity);
  const open = baseline
    .filter(({ resolved }) => resolved === undefined)
    .toSorted((left, right) => rank(left) - rank(right) || compareText(left.fingerprint, right.fingerprint));
  return { cluster, findings: open.slice(0, mostFindings), leftOut: Math.max(0, open.length - mostFindings) };
}

function isAfter(sweepId: string, other: string): boolean {
  return requiredSweepRowKey(sweepId) < requiredSweepRowKey(other);
}
