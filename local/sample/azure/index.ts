/** All simulated Azure services of the sample fleet. */
import type { Certificate } from '../certificates.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { startArm } from './arm.ts';
import { identityEndpoint, startIdentity } from './identity.ts';
import { runGraphQuery, runLogQuery } from './kusto.ts';
import { startLogs } from './logs.ts';
import type { LogVolume } from './logs.ts';
import { privateHostOf } from './managed-cluster.ts';
import { startMetrics } from './metrics.ts';
import type { Take } from './quota.ts';
import { requestCounts } from './request-counts.ts';
import type { Asked, RequestKind, ThinkingTime } from './request-counts.ts';
import type { Fault } from './service.ts';

export interface AzureOptions {
  readonly stories: readonly Story[];
  readonly moment: () => Moment;
  readonly certificate: Certificate;
  /** PEM of who signed for the API servers. */
  readonly authority: string;
  readonly token: string;
  /** What the app shows to be given the token. */
  readonly identityHeader: string;
  /** How often one identity may ask. */
  readonly take: Take;
  /** Where the API servers answer; a private cluster has none. */
  readonly apiServers: ReadonlyMap<Story, string>;
  readonly logs: LogVolume;
  readonly fault?: Fault;
  readonly thinkingMs?: ThinkingTime;
}

export interface Azure {
  readonly urls: Readonly<Record<'identity' | 'arm' | 'metrics' | 'logs', string>>;
  requests(): Readonly<Partial<Record<RequestKind, Asked>>>;
  stop(): Promise<void>;
}

export async function startAzure({
  apiServers,
  authority,
  identityHeader,
  ...options
}: AzureOptions): Promise<Azure> {
  const counts = requestCounts();
  const common = { ...options, counts };
  const [identity, arm, metrics, logs] = await Promise.all([
    startIdentity({ ...common, header: identityHeader }),
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
    urls: { identity: identityEndpoint(identity), arm: arm.url, metrics: metrics.url, logs: logs.url },
    requests: () => counts.asked(),
    stop: async () => {
      await Promise.all([identity.stop(), arm.stop(), metrics.stop(), logs.stop()]);
    },
  };
}
