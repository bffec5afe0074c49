/** All simulated Azure services of the sample fleet. */
import type { Certificate } from '../certificates.ts';
import type { Moment, Story } from '../story.ts';
import { startArm } from './arm.ts';
import { runGraphQuery, runLogQuery } from './kusto.ts';
import { startLogs } from './logs.ts';
import { privateHostOf } from './managed-cluster.ts';
import { startMetrics } from './metrics.ts';
import type { Take } from './quota.ts';
import { requestCounts } from './request-counts.ts';
import type { Asked, RequestKind } from './request-counts.ts';
import type { Fault } from './service.ts';

export interface AzureOptions {
  readonly stories: readonly Story[];
  readonly moment: () => Moment;
  readonly certificate: Certificate;
  /** PEM of who signed for the API servers. */
  readonly authority: string;
  readonly token: string;
  /** How often one identity may ask. */
  readonly take: Take;
  /** Where the API servers answer; a private cluster has none. */
  readonly apiServers: ReadonlyMap<Story, string>;
  readonly fault?: Fault;
}

export interface Azure {
  readonly urls: { readonly arm: string; readonly metrics: string; readonly logs: string };
  requests(): Readonly<Partial<Record<RequestKind, Asked>>>;
  stop(): Promise<void>;
}

export async function startAzure({ apiServers, authority, ...options }: AzureOptions): Promise<Azure> {
  const counts = requestCounts();
  const common = { ...options, counts };
  const [arm, metrics, logs] = await Promise.all([
    startArm({
      ...common,
      runQuery: runGraphQuery,
      now: () => options.moment().now,
      addressOf: (story) => ({
        url: apiServers.get(story) ?? `https://${privateHostOf(story)}:443`,
        authority,
      }),
    }),
    startMetrics(common),
    startLogs({ ...common, runQuery: runLogQuery }),
  ]);
  return {
    urls: { arm: arm.url, metrics: metrics.url, logs: logs.url },
    requests: () => counts.asked(),
    stop: async () => {
      await Promise.all([arm.stop(), metrics.stop(), logs.stop()]);
    },
  };
}
