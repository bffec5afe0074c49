/** The sample fleet on loopback: API servers, and the Azure services that know of them. */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { startApiServer } from './api-server.ts';
import type { ApiServer, ApiServerOptions } from './api-server.ts';
import { beginningOf } from './beginning.ts';
import { startAzure } from './azure/index.ts';
import type { LogVolume } from './azure/logs.ts';
import { limited, unlimited } from './azure/quota.ts';
import type { Asked, RequestKind, ThinkingTime } from './azure/request-counts.ts';
import type { Fault } from './azure/service.ts';
import { auditorToken } from './azure/token.ts';
import { makeCertificates } from './certificates.ts';
import type { Certificates } from './certificates.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { sampleSettings } from './settings.ts';
import { stories } from './stories/index.ts';
import type { Story } from './story.ts';
import type { Moment } from './time.ts';

export interface Sample {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  /** Of the clusters that can be reached. */
  readonly contexts: string[];
  /** App settings that point the product at the simulated Azure services. */
  readonly settings: Readonly<Record<string, string>>;
  /** PEM of the authority that signs for all of the simulators. */
  readonly authority: string;
  /** What the Azure services were asked for since the start. */
  requests(): Readonly<Partial<Record<RequestKind, Asked>>>;
  stop(): Promise<void>;
}

export interface SampleOptions {
  /** Where the kubeconfig is written and the beginning of the stories is kept. */
  readonly directory: string;
  readonly stories?: readonly Story[];
  /** The time at which the stories are told; they begin at what it is at the first start. */
  readonly now?: () => Date;
  /** When the stories began; without it, the first start in the directory. */
  readonly begun?: Date;
  /** False: the Azure services answer however often they are asked, for measuring the product alone. */
  readonly limits?: boolean;
  /** `quiet`, for benchmarks and tests that do not look into the logs: next to nothing is in them. */
  readonly logs?: LogVolume;
  readonly fault?: Fault;
  /** For benchmarks: how long the services think before they answer; not at all without it. */
  readonly thinkingMs?: ThinkingTime;
}

export async function startSample({
  directory,
  stories: told = stories,
  now = () => new Date(),
  begun: given,
  limits = true,
  logs = 'whole',
  fault,
  thinkingMs,
}: SampleOptions): Promise<Sample> {
  await mkdir(directory, { recursive: true });
  const begun = given ?? (await beginningOf(directory, now()));
  const moment = (): Moment => ({ now: now(), begun });
  // TLS goes by the clock of this machine, whatever time the stories are told at.
  const certificates = await makeCertificates(new Date());
  const { authority, server: certificate } = certificates;
  // One identity may do all: the token is that of the auditor, wherever it is shown.
  const [token, identityHeader] = [auditorToken(), randomBytes(16).toString('hex')];
  const servers = await startApiServers(told, certificates, {
    token,
    moment,
    thinkingMs: thinkingMs?.('apiServer') ?? 0,
  });
  const azure = await startAzure({
    stories: told,
    moment,
    certificate,
    token,
    identityHeader,
    logs,
    take: limits ? limited() : unlimited,
    authority: authority.certificate,
    apiServers: new Map([...servers].map(([story, { url }]) => [story, url])),
    ...(fault === undefined ? {} : { fault }),
    ...(thinkingMs === undefined ? {} : { thinkingMs }),
  });
  const clusters = [...servers].map(([{ name }, { url }]) => ({ context: name, url, token }));
  return {
    kubeconfig: await writeKubeconfig(directory, clusters, authority.certificate),
    contexts: clusters.map(({ context }) => context),
    settings: sampleSettings({ ...azure.urls, identityHeader }),
    authority: authority.certificate,
    requests: () => azure.requests(),
    stop: async () => {
      await Promise.all([azure.stop(), ...Array.from(new Set(servers.values()), (server) => server.stop())]);
    },
  };
}

/** One for each cluster that is not private; clones share that of the story they are cloned from. */
async function startApiServers(
  told: readonly Story[],
  { authority, server: certificate }: Certificates,
  options: Pick<ApiServerOptions, 'token' | 'moment' | 'thinkingMs'>,
): Promise<ReadonlyMap<Story, ApiServer>> {
  const caBundle = Buffer.from(authority.certificate).toString('base64');
  const reachable = told.filter(({ azure }) => !azure.privateCluster);
  const originals = new Set(reachable.map(originalOf));
  const started = await Promise.all(
    Array.from(originals, async (story) => {
      const server = await startApiServer({ cluster: { story, caBundle }, certificate, ...options });
      return [story, server] as const;
    }),
  );
  const servers = new Map(started);
  return new Map(
    reachable.flatMap((story) => {
      const server = servers.get(originalOf(story));
      return server === undefined ? [] : [[story, server]];
    }),
  );
}

function originalOf(story: Story): Story {
  return story.clonedFrom ?? story;
}
