// Loads the built bundle in a process of its own, as the worker does at a cold start. Prints JSON.
// Plain JavaScript: stripping types would load a compiler and its memory.
import Module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { performance } from 'node:perf_hooks';

/** @typedef {{ milliseconds: number, bytes: number }} LoadOutcome Duration, and resident memory of the whole process. */

const load = createRequire(import.meta.url);
const core = {
  registerFunction() {},
  setProgrammingModel() {},
  registerHook() {},
  log() {},
  Disposable: Object,
};
// oxlint-disable-next-line typescript/unbound-method -- the proxy passes `this` on
const original = Module.prototype.require;
Module.prototype.require = new Proxy(original, {
  /** @returns {unknown} */
  apply: (target, self, [name]) =>
    name === '@azure/functions-core' ? core : Reflect.apply(target, self, [name]),
});
process.env['AzureWebJobsStorage'] = 'UseDevelopmentStorage=true';
process.env['FLEET_KUBECONFIG'] = 'kubeconfig';
process.env['SWEEP_SCHEDULE'] = '0 0 * * * *';
const start = performance.now();
load(fileURLToPath(new URL('../dist/main.cjs', import.meta.url)));
/** @type {LoadOutcome} */
const outcome = { milliseconds: performance.now() - start, bytes: process.memoryUsage.rss() };
process.stdout.write(JSON.stringify(outcome));
