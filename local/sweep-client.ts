/** Starts a sweep over the HTTP API of a running host and follows it to its end. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { messageOf } from '../src/shared/errors.ts';

const Sweep = z.object({
  id: z.string(),
  status: z.string(),
  /** Clusters by state; a cluster is in one state at a time. */
  clusters: z
    .object({
      planned: z.number(),
      surveyed: z.number(),
      audited: z.number(),
      failed: z.number(),
      missed: z.number(),
    })
    .nullish(),
  problem: z.string().nullish(),
});
export type SweepProgress = z.infer<typeof Sweep>;

/** How many clusters a sweep has, whatever their state; null while they are not known. */
export function clusterCount({ clusters }: SweepProgress): number | null {
  if (clusters === null || clusters === undefined) return null;
  return clusters.planned + clusters.surveyed + clusters.audited + clusters.failed + clusters.missed;
}

const Severities = z.record(z.string(), z.number());
const FleetCluster = z.object({
  name: z.string(),
  score: z.number().nullish(),
  coverage: z.number().nullish(),
  findings: Severities.nullish(),
  notAudited: z.unknown(),
});
export type FleetCluster = z.infer<typeof FleetCluster>;

export interface SweepClientOptions {
  /** Address of the host, without a slash at the end. */
  readonly url: string;
  readonly signal: AbortSignal;
  onProgress(sweep: SweepProgress): void;
}

const pollMs = 300;
const readyTimeoutMs = 60_000;

/**
 * Runs one whole sweep and answers it closed. A sweep that a killed host left open is followed to its end first: nothing
 * is lost, and the new one starts from what it found.
 */
export async function runSweep(options: SweepClientOptions): Promise<SweepProgress> {
  await untilReady(options);
  for (;;) {
    const { status, body } = await ask(options, 'POST', '/api/sweeps');
    if (status === 202) return follow(options, z.object({ id: z.string() }).parse(body).id);
    const open = status === 409 ? await openSweep(options, body) : null;
    if (status !== 409) throw new Error(`The sweep was not started: ${problemText(status, body)}`);
    if (open !== null) await follow(options, open);
  }
}

/** The newest state of every cluster. */
export async function fleetOf(options: SweepClientOptions): Promise<readonly FleetCluster[]> {
  const clusters: FleetCluster[] = [];
  let token: string | undefined;
  do {
    const query = token === undefined ? '' : `?continuationToken=${encodeURIComponent(token)}`;
    const { status, body } = await ask(options, 'GET', `/api/clusters${query}`);
    if (status !== 200) throw new Error(`The clusters cannot be read: ${problemText(status, body)}`);
    const page = FleetPage.parse(body);
    clusters.push(...page.items);
    token = page.continuationToken ?? undefined;
  } while (token !== undefined);
  return clusters;
}

const FleetPage = z.object({ items: z.array(FleetCluster), continuationToken: z.string().nullish() });

async function untilReady(options: SweepClientOptions): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    const { status, body } = await ask(options, 'GET', '/api/health/ready');
    if (status === 200) return;
    if (Date.now() > deadline) throw new Error(`The app is not ready: ${problemText(status, body)}`);
    await pause(pollMs, undefined, { signal: options.signal });
  }
}

async function follow(options: SweepClientOptions, id: string): Promise<SweepProgress> {
  for (;;) {
    const { status, body } = await ask(options, 'GET', `/api/sweeps/${encodeURIComponent(id)}`);
    if (status !== 200) throw new Error(`Sweep ${id} cannot be read: ${problemText(status, body)}`);
    const sweep = Sweep.parse(body);
    options.onProgress(sweep);
    if (sweep.status === 'closed') return sweep;
    await pause(pollMs, undefined, { signal: options.signal });
  }
}

/** The id of the open sweep in a 409; null when it closed in the meantime. */
async function openSweep(options: SweepClientOptions, body: unknown): Promise<string | null> {
  const named = z.object({ sweepId: z.string() }).safeParse(body);
  if (named.success) return named.data.sweepId;
  await pause(pollMs, undefined, { signal: options.signal });
  return null;
}

async function ask(
  { url, signal }: SweepClientOptions,
  method: 'GET' | 'POST',
  path: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${url}${path}`, { method, signal });
  const text = await response.text();
  return { status: response.status, body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function problemText(status: number, body: unknown): string {
  const problem = z.object({ title: z.string().optional(), detail: z.string().optional() }).safeParse(body);
  const text = problem.success ? (problem.data.detail ?? problem.data.title) : undefined;
  return text ?? `HTTP ${status} ${messageOf(body).slice(0, 200)}`;
}
