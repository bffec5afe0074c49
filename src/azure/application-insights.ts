/** Sends metrics to an Application Insights resource. It never rejects, and holds up nobody for long. */
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import * as z from 'zod';
import type { Metrics } from '../metrics.ts';
import { cleanText } from '../shared/clean-text.ts';
import { messageOf } from '../shared/errors.ts';
import { createGate, realTiming } from '../shared/gate.ts';
import type { Timing } from '../shared/gate.ts';
import type { Logger } from '../shared/logger.ts';
import { userAgent } from '../shared/product.ts';
import { type MetricEnvelope, type Role, metricEnvelope, metricSeries } from './metric-series.ts';
import { createSender } from './rest-sender.ts';

export interface InsightsResource {
  /** Where telemetry is sent to, without a slash at the end. */
  readonly endpoint: string;
  readonly instrumentationKey: string;
  /** For whom tokens are made, without a slash at the end. */
  readonly audience: string;
  /** Whose token goes with it: the identity with a client id, or that of the app; null to send without. */
  readonly identity: { readonly clientId: string | null } | null;
  readonly role: Role;
}

export interface InsightsMetrics extends Metrics {
  /** Sends what was recorded. To be awaited before an invocation ends: its instance may be frozen or removed then. */
  flush(log: Logger): Promise<void>;
}

interface InsightsDeps {
  /** Null to send without a token. */
  readonly credential: TokenCredential | null;
  readonly now: () => Date;
  readonly httpClient?: HttpClient;
  readonly timing?: Timing;
  /** Ends one try to send; after four seconds when it is not given. */
  readonly limit?: () => AbortSignal;
}

/** Longest that an invocation waits: the service usually answers in a tenth of a second. */
const sendMs = 4_000;
/** After a failure the next invocations do without for so long, and do not wait. */
const restMs = 60_000;
/** Envelopes kept for the next try; a sweep makes about twenty. */
const mostKept = 500;

export function applicationInsights(resource: InsightsResource, deps: InsightsDeps): InsightsMetrics {
  const { now, limit = () => AbortSignal.timeout(sendMs), timing = realTiming } = deps;
  const { instrumentationKey, role } = resource;
  const series = metricSeries();
  const send = sender(resource, deps, timing);
  let waiting: readonly MetricEnvelope[] = [];
  let restUntil = Number.NEGATIVE_INFINITY;
  let failing = false;
  let turn = Promise.resolve();

  async function sendAll(log: Logger): Promise<void> {
    if (timing.now() < restUntil) return;
    const facts = { instrumentationKey, role, sdkVersion: userAgent, at: now() };
    const envelopes = [...waiting, ...series.take().map((one) => metricEnvelope(one, facts))];
    if (envelopes.length === 0) return;
    const { again, problem } = await outcomeOf(() => send(envelopes, limit()), envelopes);
    waiting = again.slice(-mostKept);
    if (problem !== null) {
      restUntil = timing.now() + restMs;
      // Once, until they arrive again: every invocation of an hour would say the same.
      if (!failing) log.warn('Metrics were not accepted', { problem, kept: waiting.length });
    }
    failing = problem !== null;
  }

  return {
    record: (name, value, dimensions) => series.add(name, value, dimensions),
    flush(log) {
      // One after the other: what another invocation is sending may hold what this one recorded.
      turn = turn.then(() => sendAll(log));
      return turn;
    },
  };
}

type Send = (envelopes: readonly MetricEnvelope[], signal: AbortSignal) => Promise<Outcome>;

interface Outcome {
  /** Those to be sent again. */
  readonly again: readonly MetricEnvelope[];
  /** One sentence; null when all were taken. */
  readonly problem: string | null;
}

async function outcomeOf(send: () => Promise<Outcome>, all: readonly MetricEnvelope[]): Promise<Outcome> {
  try {
    return await send();
  } catch (error) {
    return { again: all, problem: cleanText(messageOf(error), 300) };
  }
}

function sender({ endpoint, audience }: InsightsResource, deps: InsightsDeps, timing: Timing): Send {
  // Invocations already send one after the other, and a request that never ended must not hold up the next.
  const gate = createGate({ concurrent: 100, burst: 10, perSecond: 10 }, timing);
  // A try that fails is made again by a later invocation, and not while this one waits.
  const sendRest = createSender(deps, audience, { gateOf: () => gate, mayRepeat: () => false, timing });
  return async (envelopes, signal) => {
    const request = {
      method: 'POST',
      url: `${endpoint}/v2.1/track`,
      body: envelopes,
      signal,
    } as const;
    const { status, text } = await ended(sendRest(request), signal);
    return status === 200 ? taken : refused(status, text, envelopes);
  };
}

const taken: Outcome = { again: [], problem: null };

/** A credential may not look at the signal. */
function ended<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Error('Application Insights did not answer in time.'));
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]);
}

/** What a 206 says of single envelopes. */
const partlyTaken = z.object({
  errors: z.array(z.object({ index: z.number(), statusCode: z.number(), message: z.string() })),
});

/**
 * What may heal: a role that is being assigned, a limit, a fault of the service. The same as in
 * https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/monitor/monitor-opentelemetry-exporter/src/utils/breezeUtils.ts
 */
const healing = new Set([401, 403, 408, 429, 439, 500, 502, 503, 504]);

function refused(status: number, text: string, envelopes: readonly MetricEnvelope[]): Outcome {
  if (status !== 206) {
    return {
      again: healing.has(status) ? envelopes : [],
      problem: `Application Insights answers ${status}.${adviceOf(status)}`,
    };
  }
  const parsed = partlyTaken.safeParse(jsonOf(text));
  const errors = parsed.success ? parsed.data.errors : [];
  const again = errors.flatMap(({ index, statusCode }) => {
    const envelope = envelopes[index];
    return envelope === undefined || !healing.has(statusCode) ? [] : [envelope];
  });
  const [first] = errors;
  const why =
    first === undefined ? '' : `: ${first.statusCode} ${cleanText(first.message, 200).replace(/\.$/u, '')}`;
  return { again, problem: `Application Insights took some metrics only${why}.` };
}

function adviceOf(status: number): string {
  if (status !== 401 && status !== 403) return '';
  return ' Give the identity of the app the role Monitoring Metrics Publisher on the Application Insights resource.';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
