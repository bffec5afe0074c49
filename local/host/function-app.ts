/** Loads the built bundle and keeps what it registers, the way the Node worker of Azure Functions does. */
import { createRequire } from 'node:module';
import { messageOf, UsageError } from '../../src/shared/errors.ts';
import type { FunctionCallback, FunctionMetadata, HookCallback, ProgrammingModel } from './core-api.ts';
import type { HostLog } from './host-log.ts';
import { Hooks } from './hooks.ts';
import { withCoreModule } from './core-module.ts';

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

export interface FunctionApp {
  readonly functions: readonly RegisteredFunction[];
  readonly hooks: Hooks;
  readonly model: ProgrammingModel;
}

/** Loads the bundle. Throws `UsageError` with the bundle's own words when its settings are wrong. */
export async function loadFunctionApp(bundle: string, log: HostLog): Promise<FunctionApp> {
  const registry = new Registry(log);
  try {
    withCoreModule(registry.coreApi(), () => {
      createRequire(bundle)(bundle);
    });
  } catch (error) {
    throw asLoadProblem(error, bundle);
  }
  registry.close();
  const { model, functions, hooks } = registry;
  if (model === null || functions.length === 0) {
    throw new UsageError([`${bundle} registers no function. Build it with: npm run build`]);
  }
  await refuseHttpStreaming(model);
  return { functions, hooks, model };
}

class Registry {
  readonly functions: RegisteredFunction[] = [];
  readonly hooks = new Hooks();
  model: ProgrammingModel | null = null;
  readonly #log: HostLog;
  #closed = false;

  constructor(log: HostLog) {
    this.#log = log;
  }

  /** From here on registering is an error, as it is in the worker once the app has started. */
  close(): void {
    this.#closed = true;
  }

  /** The object that `require('@azure/functions-core')` answers. */
  coreApi(): object {
    return {
      version: 'local',
      hostVersion: '4.0.0',
      Disposable,
      setProgrammingModel: (model: ProgrammingModel) => {
        this.model = model;
      },
      getProgrammingModel: () => this.model,
      registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) =>
        this.#register(metadata, callback),
      registerHook: (name: string, callback: HookCallback) => {
        const remove = this.hooks.add(name, callback);
        return new Disposable(remove);
      },
      log: (...args: Parameters<CoreLog>) => this.#log.write(args[0], 'worker', args[2]),
    };
  }

  #register(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
    if (this.#closed) {
      throw new Error(`Function "${metadata.name}" is registered after the app started.`);
    }
    if (this.functions.some((known) => known.metadata.name === metadata.name)) {
      throw new Error(`Two functions are named "${metadata.name}".`);
    }
    const registered = { metadata, callback };
    this.functions.push(registered);
    return new Disposable(() => {
      this.functions.splice(this.functions.indexOf(registered), 1);
    });
  }
}

type CoreLog = (level: Parameters<HostLog['write']>[0], category: string, message: string) => void;

class Disposable {
  readonly #dispose: () => void;

  constructor(dispose: () => void) {
    this.#dispose = dispose;
  }

  dispose(): void {
    this.#dispose();
  }
}

/** The bundle has its own copy of our error class, so the name tells, not `instanceof`. */
function asLoadProblem(error: unknown, bundle: string): Error {
  if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
    const [what = ''] = error.message.split('\n');
    return new UsageError([`${bundle} cannot be loaded: ${what}. Build it with: npm run build`]);
  }
  return asUsageError(error) ?? new Error(`${bundle} failed to load: ${messageOf(error)}`, { cause: error });
}

function asUsageError(error: unknown): UsageError | null {
  if (!(error instanceof Error) || error.name !== 'UsageError' || !('problems' in error)) return null;
  const { problems } = error;
  if (!Array.isArray(problems)) return null;
  return new UsageError(problems.map(String), { cause: error });
}

/** With streaming the library opens a server of its own on every address of the machine. */
async function refuseHttpStreaming(model: ProgrammingModel): Promise<void> {
  const capabilities = (await model.getCapabilities?.({})) ?? {};
  if (capabilities['HttpUri'] !== undefined) {
    throw new UsageError(['The app turns on enableHttpStream, which the local host does not serve.']);
  }
}
