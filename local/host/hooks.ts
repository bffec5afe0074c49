import type { HookCallback } from './core-api.ts';

const hookNames = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'] as const;
export type HookName = (typeof hookNames)[number];

/** The app's hooks by name, run one after the other in the order of their registration. */
export class Hooks {
  /** Shared by all hooks of the app, as `appHookData` is. */
  readonly data: Record<string, unknown> = {};
  readonly #callbacks = new Map<string, HookCallback[]>();

  /** Adds a hook and answers what removes it. */
  add(name: string, callback: HookCallback): () => void {
    if (!hookNames.some((known) => known === name)) {
      throw new RangeError(`Unrecognized hook "${name}". Known hooks: ${hookNames.join(', ')}.`);
    }
    const callbacks = this.#callbacks.get(name) ?? [];
    this.#callbacks.set(name, [...callbacks, callback]);
    return () => {
      const left = (this.#callbacks.get(name) ?? []).filter((known) => known !== callback);
      this.#callbacks.set(name, left);
    };
  }

  async run(name: HookName, context: object): Promise<void> {
    for (const callback of this.#callbacks.get(name) ?? []) await callback(context);
  }

  /** Log hooks cannot be waited for: a log line is written at once. */
  runSync(name: 'log', context: object): void {
    for (const callback of this.#callbacks.get(name) ?? []) callback(context);
  }
}
