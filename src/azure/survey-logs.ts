/** All log queries for clusters that share a workspace: what their logs show first, then what that leaves to be asked. */
import type { AuditSource } from '../evidence/audit-logging.ts';
import type { FleetEvidence } from '../evidence/index.ts';
import { type LoggedCluster, logEvidence, logSource } from '../evidence/logs/gathered.ts';
import type { LogVisibility } from '../evidence/logs/visibility.ts';
import type { Gathered, Missing } from '../model.ts';
import { logQueries } from './kql/index.ts';
import type { LogKind, LogNeed, LogQuery } from './kql/log-query.ts';
import { visibility } from './kql/visibility.ts';
import type { LogAnalytics } from './log-analytics.ts';
import { type AskLogs, type LogPlace, createAskLogs } from './ask-logs.ts';

export interface LoggingCluster {
  /** ARM id, lower case. */
  readonly resourceId: string;
  readonly source: AuditSource;
  /** Kinds that need not be asked for of this cluster: why. */
  readonly unneeded: Readonly<Partial<Record<LogKind, Missing>>>;
}

type AskedCluster = LoggedCluster & Pick<LoggingCluster, 'unneeded'>;

export interface Survey {
  readonly from: Date;
  readonly to: Date;
  /** Only these are asked for, and what the logs show before any of them; without any, nobody is asked. */
  readonly kinds: readonly LogKind[];
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

type LogEvidence = { readonly [K in LogKind]?: Gathered<FleetEvidence[K]> };

/** By ARM id; every cluster has each of the kinds and what its log shows, with a value or a reason. */
export async function surveyLogs(
  logs: LogAnalytics,
  clusters: readonly LoggingCluster[],
  survey: Survey,
): Promise<ReadonlyMap<string, LogEvidence>> {
  // Who asks a Basic table pays for what is read.
  if (survey.kinds.length === 0) return new Map(clusters.map(({ resourceId }) => [resourceId, {}]));
  const ask = createAskLogs(logs, survey);
  const seen = await visibilityOf(ask, clusters, survey);
  const logged = clusters.map((cluster) => ({
    ...cluster,
    from: survey.from,
    to: survey.to,
    visibility: seen.get(cluster.resourceId) ?? null,
  }));
  const queries = logQueries.filter(({ kind }) => survey.kinds.includes(kind));
  const answers = await Promise.all(
    // One question after the other has its own types; what they have in common is enough to ask it.
    queries.map((query) => answersTo(ask, query as LogQuery, logged, survey)),
  );
  return new Map(
    logged.map(({ resourceId }) => {
      const asked = queries.map(({ kind }, index) => [kind, answers[index]?.get(resourceId)] as const);
      return [resourceId, Object.fromEntries([...asked, ['logVisibility', seen.get(resourceId)] as const])];
    }),
  );
}

async function visibilityOf(
  ask: AskLogs,
  clusters: readonly LoggingCluster[],
  span: Survey,
): Promise<ReadonlyMap<string, Gathered<LogVisibility>>> {
  const { from, to } = span;
  const logged = clusters.map((cluster) => ({ ...cluster, from, to, visibility: null }));
  const places = logged.map((cluster) => ({ cluster, place: logSource(visibility.needs, cluster.source) }));
  const asked = places.flatMap(({ cluster, place }) =>
    place.ok ? [askedOf(visibility.needs, cluster, place)] : [],
  );
  const answers = await ask(visibility, asked);
  return new Map(
    places.map(({ cluster, place: source }) => {
      if (!source.ok) return [cluster.resourceId, source];
      const answer = answers.get(cluster.resourceId) ?? notAnswered;
      const place = askedOf(visibility.needs, cluster, source);
      return [
        cluster.resourceId,
        withQuery(visibility, place, span, logEvidence(visibility, answer, cluster)),
      ];
    }),
  );
}

/** What is not worth asking is not asked: where there is no such log, or it is known that there is no such row. */
async function answersTo(
  ask: AskLogs,
  query: LogQuery,
  clusters: readonly AskedCluster[],
  span: Survey,
): Promise<ReadonlyMap<string, Gathered<unknown>>> {
  const nothing = { ok: true, value: { rows: [], partial: null }, at: span.now().toISOString() } as const;
  const asked: LogPlace[] = [];
  const settled = new Map<string, Gathered<unknown>>();
  for (const cluster of clusters) {
    const { resourceId, source, visibility: seen } = cluster;
    const place = logSource(query.needs, source);
    const blind = query.needs === 'controlPlane' || seen === null || seen.ok ? null : seen;
    const unneeded = cluster.unneeded[query.kind];
    if (unneeded !== undefined) settled.set(resourceId, unneeded);
    else if (!place.ok) settled.set(resourceId, place);
    else if (blind !== null) settled.set(resourceId, blind);
    else if (seen?.ok === true && query.nothingWhen?.(seen.value) === true) {
      settled.set(resourceId, logEvidence(query, nothing, cluster));
    } else asked.push(askedOf(query.needs, cluster, place));
  }
  const answers = asked.length === 0 ? new Map<string, never>() : await ask(query, asked);
  const placeOf = new Map(asked.map((place) => [place.resourceId, place]));
  for (const cluster of clusters) {
    const place = placeOf.get(cluster.resourceId);
    if (place === undefined) continue;
    const answer = answers.get(cluster.resourceId) ?? notAnswered;
    settled.set(cluster.resourceId, withQuery(query, place, span, logEvidence(query, answer, cluster)));
  }
  return settled;
}

/** The query as it would be about this cluster alone: what people can run again. */
function withQuery<T>(
  { kql }: Pick<LogQuery, 'kql'>,
  { table, sees, resourceId }: LogPlace,
  { from, to }: Pick<Survey, 'from' | 'to'>,
  evidence: Gathered<T>,
): Gathered<T> {
  if (!evidence.ok) return evidence;
  return { ...evidence, kql: kql({ parts: [{ table, sees, resourceIds: [resourceId] }], from, to }) };
}

function askedOf(
  needs: LogNeed,
  { resourceId, source }: Pick<LoggingCluster, 'resourceId' | 'source'>,
  { table, plan }: Pick<LogPlace, 'table' | 'plan'>,
): LogPlace {
  return {
    resourceId,
    table,
    plan,
    // That is of the audit log: the API servers' own log is one for all, so that its table is read once.
    sees: needs === 'controlPlane' ? 'all' : source.sees,
    workspaceId: source.workspaceId,
    workspaceGuid: source.workspaceGuid,
  };
}

const notAnswered: Missing = {
  ok: false,
  reason: 'invalid',
  detail: 'The logs of the cluster were not asked, by a fault of the auditor.',
  remedy: 'Report it.',
};
