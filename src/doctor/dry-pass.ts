/** One pass over the fleet as a sweep makes it, without judgement and without history. */
import pLimit from 'p-limit';
import type { AuditSource } from '../evidence/audit-logging.ts';
import { type Collected, azureKinds, gatherers } from '../evidence/index.ts';
import type { Missing } from '../model.ts';
import { ReadError, UsageError } from '../shared/errors.ts';
import type { Fleet, FleetPort, FoundCluster, SurveyedCluster } from '../sweep/context.ts';
import { logSpanAfter } from '../sweep/log-span.ts';
import { auditSourceOf } from '../sweep/survey-groups.ts';

export interface DryPass {
  readonly fleet: { readonly ok: true; readonly value: Fleet } | Missing;
  /** By key; without those that are skipped, and those that there was no room or time for. */
  readonly evidence: ReadonlyMap<string, Collected>;
  /** Keys of the clusters whose logs were asked: one for each table of a workspace. */
  readonly surveyed: readonly string[];
}

/** Most that one examination does: what is beyond it was not looked at. */
export interface DryPassBounds {
  readonly clusters: number;
  readonly seconds: number;
}

export interface DryPassOptions {
  readonly now: () => Date;
  readonly logDelayMinutes: number;
  /** null for all there is, however long it takes. */
  readonly bounds: DryPassBounds | null;
  /** Told of each API server that was asked. */
  readonly onProgress: (done: number, all: number) => void;
}

/** As in a sweep from the command line (local/once/run.ts). */
const clustersAtOnce = 8;
/** The shortest stretch of log: whoever asks a Basic table pays for what is read. */
const logWindowMinutes = 15;
const kindsOfApiServer = ['apiAccess', ...gatherers.map(({ id }) => id)] as const;

export async function dryPass(port: FleetPort, options: DryPassOptions): Promise<DryPass> {
  const { bounds } = options;
  const inTime = deadlineOf(bounds?.seconds ?? null);
  const fleet = (await inTime(() => fleetOf(port))) ?? noTime;
  if (!fleet.ok) return { fleet, evidence: new Map(), surveyed: [] };
  const audited = fleet.value.clusters.filter(({ skip }) => skip === null);
  const asked = audited.slice(0, bounds?.clusters ?? audited.length);
  const given = await inTime(() => port.gatherFleet(asked, azureKinds));
  if (given === null) return { fleet, evidence: new Map(), surveyed: [] };
  const known = asked.map((found) => ({
    ...found,
    evidence: given.get(found.cluster.key) ?? found.evidence,
  }));
  const [logs, read] = await Promise.all([
    surveyOf(port, known, options, inTime),
    readAll(port, known, options, inTime),
  ]);
  return {
    fleet,
    evidence: new Map(
      known.map(({ cluster: { key }, evidence }) => [
        key,
        { ...evidence, ...logs.get(key), ...read.get(key) },
      ]),
    ),
    surveyed: [...logs.keys()],
  };
}

/** What comes in time, else null; nothing is begun when the time is over. */
type InTime = <T>(work: () => Promise<T>) => Promise<T | null>;

/** The work itself has ends of its own; nobody waits for them here. */
function deadlineOf(seconds: number | null): InTime {
  if (seconds === null) return (work) => work();
  const signal = AbortSignal.timeout(seconds * 1000);
  const over = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  return (work) => (signal.aborted ? over : Promise.race([work(), over]));
}

const noTime: Missing = {
  ok: false,
  reason: 'timeout',
  detail: 'The fleet could not be listed in the time that the doctor has.',
  remedy: 'Run npm run doctor -- --azure, which has no such limit, as the same identity.',
};

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
  { onProgress }: DryPassOptions,
  inTime: InTime,
): Promise<ReadonlyMap<string, Collected>> {
  const turns = pLimit(clustersAtOnce);
  const read = new Map<string, Collected>();
  const all = clusters.map(({ cluster, evidence }) =>
    turns(async () => {
      const collected = await inTime(() => port.collect(cluster, kindsOfApiServer, evidence));
      if (collected !== null) read.set(cluster.key, collected.evidence);
      onProgress(read.size, clusters.length);
    }),
  );
  await Promise.all(all);
  return read;
}

/** Only what proves that the logs may be read, of one cluster for each table of a workspace. */
async function surveyOf(
  port: FleetPort,
  clusters: readonly FoundCluster[],
  { now, logDelayMinutes }: DryPassOptions,
  inTime: InTime,
): Promise<ReadonlyMap<string, Collected>> {
  const span = logSpanAfter(null, now(), { logWindowMinutes, logDelayMinutes });
  const logged = clusters.flatMap(({ cluster, evidence: known }): SurveyedCluster[] => {
    const source = auditSourceOf(known.auditLogging);
    return source === null ? [] : [{ cluster, source, known, unneeded: {} }];
  });
  const picked = [...Map.groupBy(logged, ({ source }) => tableKey(source)).values()].flatMap((same) =>
    same.slice(0, 1),
  );
  const found = new Map<string, Collected>();
  // One workspace after the other, as surveys have their turns in a sweep.
  for (const group of Map.groupBy(picked, ({ source }) => source.workspaceId).values()) {
    const answers = await inTime(() => port.survey(group, span, ['logVisibility']));
    if (answers === null) break;
    for (const [key, evidence] of answers) found.set(key, evidence);
  }
  return found;
}

function tableKey({ workspaceId, table, plan, sees }: AuditSource): string {
  return [workspaceId, table, plan, sees].join(' ');
}
