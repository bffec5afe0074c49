/** One invocation, dispatched through the library's programming model exactly as the worker does. */
import { randomUUID } from 'node:crypto';
import { messageOf } from '../../src/shared/errors.ts';
import type {
  CoreInvocationContext,
  InvocationRequest,
  InvocationResponse,
  LogCategory,
  LogLevel,
  TypedData,
} from './core-api.ts';
import type { FunctionApp, RegisteredFunction } from './function-app.ts';
import type { HostLog } from './host-log.ts';

/** What a trigger hands over. */
export interface TriggerInput {
  readonly data: TypedData;
  readonly metadata?: Readonly<Record<string, TypedData>>;
  readonly traceContext?: InvocationRequest['traceContext'];
  readonly invocationId?: string;
}

/** Runs one function to its end. Throws what the function threw, or that it took too long. */
export type Invoke = (fn: RegisteredFunction, input: TriggerInput) => Promise<InvocationResponse>;

export interface InvokerOptions {
  readonly app: FunctionApp;
  readonly log: HostLog;
  /** null for no limit. */
  readonly timeoutSeconds: number | null;
}

/** Makes the function that runs functions: with hooks, log lines and the time limit of host.json. */
export function invoker({ app, log, timeoutSeconds }: InvokerOptions): Invoke {
  return async (fn, input) => {
    const { name } = fn.metadata;
    const invocationId = input.invocationId ?? randomUUID();
    const started = performance.now();
    const took = (): string => `${Math.round(performance.now() - started)} ms`;
    log.write('debug', name, `invocation ${invocationId} starts`);
    try {
      const response = await within(timeoutSeconds, name, run(app, fn, { ...input, invocationId }, log));
      log.write('debug', name, `invocation ${invocationId} succeeded in ${took()}`);
      return response;
    } catch (error) {
      log.write('error', name, `invocation ${invocationId} failed in ${took()}: ${stackOf(error)}`);
      throw error;
    }
  };
}

type IdentifiedInput = TriggerInput & { readonly invocationId: string };

async function run(
  app: FunctionApp,
  fn: RegisteredFunction,
  input: IdentifiedInput,
  log: HostLog,
): Promise<InvocationResponse> {
  const core = coreContext(app, fn, input, log);
  const model = app.model.getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  const hookData: Record<string, unknown> = {};
  const shared = { hookData, appHookData: app.hooks.data, invocationContext: context };

  const before = { ...shared, inputs, functionCallback: fn.callback };
  await inState(core, 'preInvocationHooks', () => app.hooks.run('preInvocation', before));

  const outcome: { result: unknown; error: unknown } = { result: null, error: null };
  const after = { ...shared, inputs: before.inputs, ...outcome };
  await inState(core, 'invocation', async () => {
    try {
      after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      // A post-invocation hook may look at the error, and may clear it.
      after.error = error ?? new Error('The function threw nothing.');
    }
  });
  await inState(core, 'postInvocationHooks', () => app.hooks.run('postInvocation', after));
  if (after.error !== null && after.error !== undefined) throw after.error;
  return model.getResponse(context, after.result);
}

async function inState(
  core: CoreInvocationContext,
  state: NonNullable<CoreInvocationContext['state']>,
  act: () => Promise<void>,
): Promise<void> {
  core.state = state;
  try {
    await act();
  } finally {
    core.state = undefined;
  }
}

function coreContext(
  app: FunctionApp,
  { metadata }: RegisteredFunction,
  input: IdentifiedInput,
  log: HostLog,
): CoreInvocationContext {
  const { invocationId } = input;
  const trigger = Object.entries(metadata.bindings).find(([, binding]) => /trigger$/iu.test(binding.type));
  return {
    invocationId,
    metadata,
    state: undefined,
    request: {
      invocationId,
      inputData: [{ name: trigger?.[0] ?? '', data: input.data }],
      triggerMetadata: input.metadata ?? {},
      ...(input.traceContext === undefined ? {} : { traceContext: input.traceContext }),
    },
    log: (level: LogLevel, category: LogCategory, message: string) => {
      const line = { level, category, message, hookData: {}, appHookData: app.hooks.data };
      app.hooks.runSync('log', line);
      log.write(line.level, metadata.name, line.message);
    },
  };
}

/** The Functions host ends the worker of a function that takes too long; here its outcome alone is given up. */
async function within<T>(seconds: number | null, name: string, work: Promise<T>): Promise<T> {
  if (seconds === null) return work;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    const late = (): void =>
      reject(
        new Error(`Function "${name}" ran longer than the ${seconds} s of functionTimeout in host.json.`),
      );
    timer = setTimeout(late, seconds * 1000);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
}
