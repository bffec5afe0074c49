import type { AuditLogging, AuditSource } from '../evidence/audit-logging.ts';
import type { Gathered } from '../model.ts';
import { inChunks } from '../shared/chunks.ts';
import { compareText } from '../shared/compare-text.ts';

/** Clusters in one query of a workspace: its list of ids stays short, and one slow answer holds up few. */
const mostClusters = 50;

export interface SurveyGroup {
  /** ARM id, lower case. */
  readonly workspaceId: string;
  readonly clusterKeys: readonly string[];
}

/** A cluster's place for its audit log; null when it has none, or it is not known. */
export function auditSourceOf(logging: Gathered<unknown> | undefined): AuditSource | null {
  // Kept by this version of the product under this kind, a moment ago.
  return logging?.ok === true ? (logging.value as AuditLogging).source : null;
}

/** Clusters by workspace, fifty at most; those that share a table come together, so that fewer tables are asked. */
export function surveyGroups(sources: ReadonlyMap<string, AuditSource>): readonly SurveyGroup[] {
  const byWorkspace = Map.groupBy(sources, ([, { workspaceId }]) => workspaceId);
  return [...byWorkspace].flatMap(([workspaceId, members]) => {
    const keys = members.toSorted(byTable).map(([key]) => key);
    return inChunks(keys, mostClusters).map((clusterKeys) => ({ workspaceId, clusterKeys }));
  });
}

function byTable(left: readonly [string, AuditSource], right: readonly [string, AuditSource]): number {
  const [leftText, rightText] = [left, right].map(([key, { plan, table, sees }]) =>
    [plan, table, sees, key].join(' '),
  );
  return compareText(leftText ?? '', rightText ?? '');
}
