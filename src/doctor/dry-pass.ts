/** One pass over the fleet as a sweep makes it, without judgement and without history. */
import pLimit from 'p-limit';
import type { AuditSource } from '../evidence/audit-logging.ts';
import { type Collected, azureKinds } from '../evidence/index.ts';
import { gatherers } from '../evidence/index.ts';
import type { Missing } from '../model.ts';
import { ReadError, UsageError } from '../shared/errors.ts';
import type { Fleet, FleetPort, FoundCluster, SurveyedCluster } from '../sweep/context.ts';
import { logSpanAfter } from '../sweep/log-span.ts';
import { auditSourceOf } from '../sweep/survey-groups.ts';

export interface DryPass {
  readonly fleet: { readonly ok: true; readonly value: Fleet } | Missing;
  /** By key; of the clusters that are not skipped. */
  readonly evidence: ReadonlyMap<string, Collected>;
  /** Keys of the clusters whose logs were asked: one for each table of a workspace. */
  readonly surveyed: readonly string[];
}

interface DryPassOptions {
  readonly now: () => Date;
  readonly logDelayMinutes: number;
}

/** As in a sweep from the command line (local/once/run.ts). */
const clustersAtOnce = 8;
/** The shortest stretch of log: whoever asks a Basic table pays for what is read. */
const logWindowMinutes = 15;
const kindsOfApiServer = ['apiAccess', ...gatherers.map(({ id }) => id)] as const;

export async function dryPass(port: FleetPort, options: DryPassOptions): Promise<DryPass> {
  const fleet = await fleetOf(port);
  if (!fleet.ok) return { fleet, evidence: new Map(), surveyed: [] };
  const asked = fleet.value.clusters.filter(({ skip }) => skip === null);
  // Kept under these kinds by the port, which has checked the values.
  const known = new Map((await port.gatherFleet(asked, azureKinds)) as ReadonlyMap<string, Collected>);
  const knownOf = ({ cluster, evidence }: FoundCluster): Collected => known.get(cluster.key) ?? evidence;
  const [logs, read] = await Promise.all([
    surveyOf(port, asked, knownOf, options),
    readAll(port, asked, knownOf),
  ]);
  return {
    fleet,
    evidence: new Map(
      asked.map((found) => {
        const { key } = found.cluster;
        return [key, { ...knownOf(found), ...logs.get(key), ...read.get(key) }];
      }),
    ),
    surveyed: [...logs.keys()],
  };
}

async function fleetOf(port: FleetPort): Promise<DryPass['fleet']> {
  try {
    return { ok: true, value: await port.discover() };
  } catch (error) {
    if (error instanceof ReadError) {
      const { reason, detail, remedy } = error;
      return { ok: false, reason, detail, remedy };
    }
    if (!(error instanceof UsageError)) throw error;
    const remedy = 'Correct the kubeconfig, FLEET_KUBECONFIG or FLEET_CONTEXTS.';
    return { ok: false, reason: 'invalid', detail: error.problems.join(' '), remedy };
  }
}

async function readAll(
  port: FleetPort,
  clusters: readonly FoundCluster[],
  knownOf: (found: FoundCluster) => Collected,
): Promise<ReadonlyMap<string, Collected>> {
  const turns = pLimit(clustersAtOnce);
  return new Map(
    await Promise.all(
      clusters.map((found) =>
        turns(async () => {
          const { cluster } = found;
          const { evidence } = await port.collect(cluster, kindsOfApiServer, knownOf(found));
          return [cluster.key, evidence] as const;
        }),
      ),
    ),
  );
}

/** Only what proves that the logs may be read, of one cluster for each table of a workspace. */
async function surveyOf(
  port: FleetPort,
  clusters: readonly FoundCluster[],
  knownOf: (found: FoundCluster) => Collected,
  { now, logDelayMinutes }: DryPassOptions,
): Promise<ReadonlyMap<string, Collected>> {
  const span = logSpanAfter(null, now(), { logWindowMinutes, logDelayMinutes });
  const logged = clusters.flatMap((found): SurveyedCluster[] => {
    const known = knownOf(found);
    const source = auditSourceOf(known.auditLogging);
    return source === null ? [] : [{ cluster: found.cluster, source, known }];
  });
  const picked = [...Map.groupBy(logged, ({ source }) => tableKey(source)).values()].flatMap((same) =>
    same.slice(0, 1),
  );
  const found = new Map<string, Collected>();
  // One workspace after the other, as surveys have their turns in a sweep.
  for (const group of Map.groupBy(picked, ({ source }) => source.workspaceId).values()) {
    const answers = await port.survey(group, span, ['logVisibility']);
    for (const [key, evidence] of answers) found.set(key, evidence);
  }
  return found;
}

function tableKey({ workspaceId, table, plan, sees }: AuditSource): string {
  return [workspaceId, table, plan, sees].join(' ');
}
