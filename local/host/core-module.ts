import Module from 'node:module';

/**
 * Runs `load` while `require('@azure/functions-core')` answers the given object: the module exists in no package,
 * the worker too adds it by taking over `require`.
 */
export function withCoreModule(coreApi: object, load: () => void): void {
  // oxlint-disable-next-line typescript/unbound-method -- the proxy passes `this` on
  const original = Module.prototype.require;
  Module.prototype.require = new Proxy(original, {
    apply: (target, thisArg, args: [string]): unknown =>
      args[0] === '@azure/functions-core' ? coreApi : Reflect.apply(target, thisArg, args),
  });
  try {
    load();
  } finally {
    // The library asks once, while the app loads, and keeps the answer.
    Module.prototype.require = original;
  }
}
