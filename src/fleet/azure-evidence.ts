/** Evidence that is asked of Azure for many clusters at once. */
import { gatherAuditLogging } from '../azure/diagnostic-settings.ts';
import { grainSeconds } from '../azure/metric-batch.ts';
import { gatherPlatformMetrics } from '../azure/platform-metrics.ts';
import { surveyLogs } from '../azure/survey-logs.ts';
import type { AzureFleetSettings } from '../config/fleet.ts';
import { type Collected, type EvidenceKind, isLogKind, logKinds } from '../evidence/index.ts';
import type { ClusterRef, Gathered, LogSpan, Missing } from '../model.ts';
import type { EvidenceByCluster } from '../store/history.ts';
import type { FoundCluster, SurveyedCluster } from '../sweep/context.ts';
import type { AzureClients } from './azure-clients.ts';
import { closedBy, refusedAccess } from './kubernetes-access.ts';

/** A plan that takes longer than this has a fleet that must be asked for in parts. */
const partSeconds = 240;
/** Ten queries, one behind the other when the workspace is slow, and none longer than the service allows. */
const surveySeconds = 480;
const metricsHours = 1;

interface GatherSettings {
  readonly settings: AzureFleetSettings;
  readonly now: () => Date;
}

/** Diagnostic settings and platform metrics, beside what finding the clusters told already. */
export async function gatherFromAzure(
  azure: AzureClients,
  clusters: readonly FoundCluster[],
  kinds: readonly EvidenceKind[],
  { settings, now }: GatherSettings,
): Promise<EvidenceByCluster> {
  const signal = AbortSignal.timeout(partSeconds * 1000);
  const none = new Map<string, Gathered<unknown>>();
  const ids = clusters.map(({ cluster }) => cluster.id);
  const [logging, metrics] = await Promise.all([
    kinds.includes('auditLogging') || kinds.some(isLogKind)
      ? gatherAuditLogging(azure.arm, ids, { signal, now })
      : none,
    kinds.includes('platformMetrics')
      ? gatherPlatformMetrics(
          azure.metrics,
          clusters.map(({ cluster }) => placeOf(cluster)),
          {
            ...metricsSpan(now()),
            signal,
            now,
            split: settings.metricsByPartition,
          },
        )
      : none,
  ]);
  return new Map(
    clusters.map(({ cluster, evidence }) => [
      cluster.key,
      defined({
        ...evidence,
        auditLogging: logging.get(cluster.id),
        platformMetrics: metrics.get(cluster.id),
      }),
    ]),
  );
}

export async function surveyOnAzure(
  { logs }: AzureClients,
  clusters: readonly SurveyedCluster[],
  span: LogSpan,
  kinds: readonly EvidenceKind[],
  { settings, now }: GatherSettings,
): Promise<EvidenceByCluster> {
  const byId = await surveyLogs(
    logs,
    clusters.map(({ cluster, source, known, unneeded }) => ({
      resourceId: cluster.id,
      source,
      unneeded: leasesAreRead(known, settings) ? { ...unneeded, loggedHeartbeats: readElsewhere } : unneeded,
    })),
    {
      from: new Date(span.from),
      to: new Date(span.to),
      kinds: logKinds.filter((kind) => kinds.includes(kind)),
      signal: AbortSignal.timeout(surveySeconds * 1000),
      now,
    },
  );
  return new Map(clusters.map(({ cluster }) => [cluster.key, byId.get(cluster.id) ?? {}]));
}

/** A query more for each workspace, and one that is paid for on a Basic plan, only for what is known anyway. */
function leasesAreRead({ managedCluster }: Collected, settings: AzureFleetSettings): boolean {
  if (managedCluster?.ok !== true) return false;
  const { identity } = managedCluster.value;
  const barred = refusedAccess(managedCluster.value, settings) ?? closedBy(managedCluster.value);
  return barred === null && (identity.entra || settings.allowLocalAccounts);
}

const readElsewhere: Missing = {
  ok: false,
  reason: 'notCollected',
  detail:
    'The audit log was not asked for heartbeats, because the auditor may read the leases from the API server.',
  remedy:
    'Let the auditor read the leases, or set the tag kubernetesAccess of the cluster to "none" to have the log asked.',
};

/** The last whole grains. */
function metricsSpan(now: Date): { readonly from: Date; readonly to: Date } {
  const to = Math.floor(now.getTime() / (grainSeconds * 1000)) * grainSeconds * 1000;
  return { from: new Date(to - metricsHours * 3_600_000), to: new Date(to) };
}

function placeOf({ id, source }: ClusterRef) {
  if (source.kind !== 'azure') throw new TypeError('A cluster of a kubeconfig is not known to Azure.');
  return { resourceId: id, subscriptionId: source.subscriptionId, location: source.location };
}

function defined(
  evidence: Readonly<Record<string, Gathered<unknown> | undefined>>,
): Readonly<Record<string, Gathered<unknown>>> {
  return Object.fromEntries(
    Object.entries(evidence).flatMap(([kind, one]) => (one === undefined ? [] : [[kind, one] as const])),
  );
}
