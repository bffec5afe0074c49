/** Runs one gatherer so that whatever happens to it stays its own: a value or a reason, timed and with its load. */
import type { EvidenceStatus, Gathered, Load, Missing } from '../model.ts';
import { ReadError, messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { GatherContext, Gatherer } from './define-gatherer.ts';

/** What a gatherer's context is made from; the signal is that of the whole audit. */
export interface GatherRun extends Omit<GatherContext, 'pause'> {
  /** Waits, and rejects when the signal is aborted. */
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<unknown>;
  readonly log: Logger;
}

export interface GatheredOne<Value> {
  readonly gathered: Gathered<Value>;
  readonly status: EvidenceStatus;
}

export async function gatherOne<Value>(
  gatherer: Gatherer<string, Value>,
  run: GatherRun,
): Promise<GatheredOne<Value>> {
  const kubernetes = run.kubernetes.view();
  const seconds = gatherer.timeoutSeconds + (gatherer.takesWindow ? run.options.metricsWindowSeconds : 0);
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(seconds * 1000)]);
  const started = run.now().getTime();
  const gathered = await outcomeOf(gatherer, { ...run, kubernetes, signal }, seconds);
  const milliseconds = run.now().getTime() - started;
  return { gathered, status: statusOf(gatherer.id, gathered, milliseconds, kubernetes.load()) };
}

/** The status of a gatherer that was not run for a reason that all of them share. */
export function notRun(kind: string, missing: Missing): EvidenceStatus {
  return statusOf(kind, missing, 0, noLoad);
}

export const noLoad: Load = { requests: 0, bytes: 0, objects: 0 };

/** Anything thrown as a reason; what is no `ReadError` is our own fault, and its message is for the log alone. */
export function missingOf(error: unknown, kind: string, log: Logger): Missing {
  if (error instanceof ReadError) {
    return { ok: false, reason: error.reason, detail: error.detail, remedy: error.remedy };
  }
  log.error('Gathering broke', { kind, error: messageOf(error) });
  return {
    ok: false,
    reason: 'invalid',
    detail: `Gathering ${kind} broke by a fault of the auditor.`,
    remedy: `Look for "Gathering broke" in the log and report it.`,
  };
}

async function outcomeOf<Value>(
  gatherer: Gatherer<string, Value>,
  run: GatherRun,
  seconds: number,
): Promise<Gathered<Value>> {
  const { signal, sleep, now, log } = run;
  const pause = async (pauseSeconds: number): Promise<void> => {
    await sleep(pauseSeconds, signal);
  };
  try {
    const value = await Promise.race([
      gatherer.gather({ ...run, pause }),
      // A gatherer that does not look at its signal must not hold the audit.
      aborted(signal, () => outOfTime(gatherer.source, seconds)),
    ]);
    return { ok: true, value, at: now().toISOString() };
  } catch (error) {
    return missingOf(error, gatherer.id, log);
  }
}

function aborted(signal: AbortSignal, errorOf: () => ReadError): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = (): void => reject(errorOf());
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

function outOfTime(source: string, seconds: number): ReadError {
  return new ReadError(
    'timeout',
    `${source} did not end within ${seconds} s.`,
    'Look at the load of the API server and at the network between it and the auditor; the next audit asks again.',
  );
}

function statusOf(
  kind: string,
  gathered: Gathered<unknown>,
  milliseconds: number,
  load: Load,
): EvidenceStatus {
  const common = { kind, milliseconds, load };
  return gathered.ok ? { ...common, ok: true, at: gathered.at } : { ...common, ...gathered };
}
