/** The built-in sample clusters: three stories on loopback, reached through a kubeconfig like any cluster. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startApiServer } from './api-server.ts';
import { makeCertificates } from './certificates.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { stories } from './stories/index.ts';
import type { Story } from './story.ts';

export interface Sample {
  /** Path of the kubeconfig file. */
  readonly kubeconfig: string;
  readonly contexts: string[];
  stop(): Promise<void>;
}

export interface SampleOptions {
  /** Where the kubeconfig is written and the beginning of the stories is kept. */
  readonly directory: string;
  readonly stories?: readonly Story[];
  readonly now?: () => Date;
}

export async function startSample({
  directory,
  stories: told = stories,
  now = () => new Date(),
}: SampleOptions): Promise<Sample> {
  await mkdir(directory, { recursive: true });
  const begun = await beginning(directory, now());
  const { authority, server: certificate } = await makeCertificates(now());
  const caBundle = Buffer.from(authority.certificate).toString('base64');
  const servers = await Promise.all(
    told.map(async (story) => {
      const token = randomBytes(24).toString('hex');
      const moment = (): { readonly now: Date; readonly begun: Date } => ({ now: now(), begun });
      const server = await startApiServer({ cluster: { story, caBundle }, certificate, token, moment });
      return { context: story.name, token, url: server.url, server };
    }),
  );
  return {
    kubeconfig: await writeKubeconfig(directory, servers, authority.certificate),
    contexts: servers.map(({ context }) => context),
    stop: async () => {
      await Promise.all(servers.map(({ server }) => server.stop()));
    },
  };
}

/** The stories go on where they were when the sample is started again on the same data. */
async function beginning(directory: string, now: Date): Promise<Date> {
  const file = path.join(directory, 'begun.txt');
  const kept = await readFile(file, 'utf8').catch(() => '');
  const begun = new Date(kept.trim());
  if (!Number.isNaN(begun.getTime())) return begun;
  await writeFile(file, `${now.toISOString()}\n`);
  return now;
}
