/** One sweep of the sample fleet, and what it asked of the simulated Azure services and API servers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetIn } from '../../local/fleet.ts';
import { auditOnce } from '../../local/once/run.ts';
import type { WorkspaceName } from '../../local/sample/estate.ts';
import { workspaces } from '../../local/sample/estate.ts';
import { startSample } from '../../local/sample/index.ts';
import type { SampleOptions } from '../../local/sample/index.ts';
import { stories as twelve } from '../../local/sample/stories/index.ts';
import type { Story } from '../../local/sample/story.ts';
import { trustAuthority } from '../../local/sample/trust.ts';
import { fleetPort } from '../../src/fleet/index.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';
import type { AuditReport } from '../../src/report/audit-report.ts';
import type { Logger } from '../../src/shared/logger.ts';

export interface SweepCalls {
  readonly clusters: number;
  /** Log queries of both kinds by workspace, and how many clusters are in it. */
  readonly workspaces: readonly {
    readonly name: string;
    readonly queries: number;
    readonly clusters: number;
    /** Plans of its tables: only those of one plan can be asked together. */
    readonly plans: number;
  }[];
  readonly mostQueriesAtOnce: number;
  readonly metricCalls: number;
  /** What ⌈n/50⌉ for each subscription and region adds up to. */
  readonly leastMetricCalls: number;
  readonly graphQueries: number;
  readonly report: AuditReport;
  readonly milliseconds: number;
}

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface SweepOptions extends Omit<SampleOptions, 'directory'> {
  /** 0: one scrape of `/metrics` each, one request less. */
  readonly metricsWindowSeconds?: number;
  /** App settings over those of the sample. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Puts the sample's identity and addresses into the environment of this process, and its authority among those it trusts. */
export async function sweepCalls({
  metricsWindowSeconds = 1,
  settings = {},
  ...options
}: SweepOptions = {}): Promise<SweepCalls> {
  const told = options.stories ?? twelve;
  const directory = await mkdtemp(join(tmpdir(), 'sweep-calls-'));
  const queries = new Map<string, number>();
  const sample = await startSample({
    directory,
    ...options,
    fault(kind, { path }) {
      const workspace = kind === 'logQuery' || kind === 'logSearch' ? path.split('/')[3] : undefined;
      if (workspace !== undefined) queries.set(workspace, (queries.get(workspace) ?? 0) + 1);
      return null;
    },
  });
  try {
    trustAuthority(sample.authority);
    Object.assign(process.env, sample.settings);
    const port = fleetPort(
      fleetIn({ ...sample.settings, ...settings }),
      { metricsWindowSeconds },
      memoryNotes(),
    )(silent);
    const progress = { step: () => undefined, end: () => undefined };
    const started = performance.now();
    const { report } = await auditOnce(port, { log: silent, progress, logWindowMinutes: 20 });
    const milliseconds = performance.now() - started;
    const asked = sample.requests();
    return {
      clusters: told.length,
      workspaces: workspaces.map(({ name, customerId, basicTables }) => ({
        name,
        queries: queries.get(customerId) ?? 0,
        clusters: told.filter((story) => sendsAuditLog(story, name)).length,
        plans: basicTables.length === 0 ? 1 : 2,
      })),
      mostQueriesAtOnce: asked.logQuery?.peak ?? 0,
      metricCalls: asked.metricsBatch?.total ?? 0,
      leastMetricCalls: leastMetricCalls(told),
      graphQueries: asked.resourceGraph?.total ?? 0,
      report,
      milliseconds,
    };
  } finally {
    await sample.stop();
    await rm(directory, { recursive: true });
  }
}

function sendsAuditLog({ azure }: Story, workspace: WorkspaceName): boolean {
  return azure.diagnosticSettings.some(
    (setting) =>
      setting.workspace === workspace &&
      ((setting.categories ?? []).some((category) => category.startsWith('kube-audit')) ||
        setting.categoryGroups !== undefined),
  );
}

function leastMetricCalls(told: readonly Story[]): number {
  const places = Map.groupBy(told, ({ azure }) => `${azure.subscription} ${azure.location}`);
  return [...places.values()].reduce((sum, { length }) => sum + Math.ceil(length / 50), 0);
}
