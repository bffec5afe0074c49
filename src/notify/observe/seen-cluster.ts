/** One cluster as notifications see it. */
import type { AnyCheck } from '../../checks/define-check.ts';
import type { BaselineEntry, LatestAudit, NotAudited, Sweep } from '../../model.ts';
import { unseenPartsOf } from '../../model.ts';
import type { Alert, AlertCluster, NotifyState } from '../../notification.ts';
import type { SeenCluster } from '../decide/observation.ts';
import type { OpenFindings } from './open-findings.ts';

export interface SeenBy {
  /** The newest sweep that is closed. */
  readonly sweep: Sweep | null;
  readonly categories: ReadonlyMap<string, AnyCheck['category']>;
  readonly before: NotifyState;
}

export function seenCluster(
  { cluster: { key, name, source }, newest, notAudited }: LatestAudit,
  { entries, whole }: OpenFindings,
  { sweep, categories, before }: SeenBy,
): SeenCluster {
  const cluster: AlertCluster = {
    key,
    name,
    // Azure did not tell them this time: they are what they were.
    tags: newest?.facts?.tags ?? before.clusters[key]?.tags ?? {},
    ...(source.kind === 'azure' ? { resourceId: source.resourceId } : {}),
  };
  const auditId = newest?.id ?? null;
  const isHidden = notAudited?.state === 'vanished' && mayBeHidden(notAudited, sweep);
  return {
    cluster,
    auditId,
    lost: lostAlert(cluster, notAudited, isHidden),
    gone: notAudited?.state === 'vanished' && !isHidden,
    seen: whole && notAudited?.state !== 'skipped' && !isHidden,
    open: entries.map((entry) => findingAlert(entry, cluster, auditId, categories.get(entry.check) ?? null)),
  };
}

/** Whether it was not found by a sweep that could not see all of the fleet. */
function mayBeHidden({ sweepId }: NotAudited, sweep: Sweep | null): boolean {
  return sweep !== null && sweep.id === sweepId && unseenPartsOf(sweep).length > 0;
}

function lostAlert(
  cluster: AlertCluster,
  notAudited: NotAudited | undefined,
  isHidden: boolean,
): Alert | null {
  if (notAudited === undefined || notAudited.state === 'skipped') return null;
  const isGone = notAudited.state === 'vanished' && !isHidden;
  const kind = isGone ? 'clusterGone' : 'clusterLost';
  return {
    id: `${kind}:${cluster.key}`,
    kind,
    severity: isGone ? 'medium' : 'high',
    check: null,
    category: null,
    cluster,
    cause: null,
    summary: `Cluster ${cluster.name} ${isGone ? 'is not in the fleet any more' : 'could not be audited'}: ${notAudited.why}`,
    since: notAudited.at,
    confidence: 'measured',
    auditId: null,
  };
}

function findingAlert(
  entry: BaselineEntry,
  cluster: AlertCluster,
  auditId: string | null,
  category: string | null,
): Alert {
  const { fingerprint, check, severity, summary, culprit, firstSeen, confidence, suppression } = entry;
  return {
    id: fingerprint,
    kind: 'finding',
    severity,
    check,
    category,
    cluster,
    cause: culprit ?? null,
    summary,
    since: firstSeen.at,
    confidence: confidence ?? null,
    auditId,
    ...(suppression === undefined ? {} : { suppression }),
  };
}
