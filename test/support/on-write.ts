/** Interrupts whatever an adapter writes: how tests end a process in the middle of a step. */

const writing = /^(?:open|mark|close|plan|save|keep|send|take|end|add|change|remove)/u;

/** Calls `interrupt` at every write of an adapter; a throw stops the write, or comes after it. */
export function onWrite(
  interrupt: (name: string, parameters: readonly unknown[]) => void,
  takesEffect = false,
): <T extends object>(adapter: T) => T {
  return (adapter) =>
    new Proxy(adapter, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function' || typeof name !== 'string' || !writing.test(name)) return method;
        return async (...parameters: unknown[]): Promise<unknown> => {
          if (!takesEffect) interrupt(name, parameters);
          const answer: unknown = await Reflect.apply(method, target, parameters);
          if (takesEffect) interrupt(name, parameters);
          return answer;
        };
      },
    });
}
