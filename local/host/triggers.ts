/** Sorts the registered functions by trigger, and refuses what the local host cannot run. */
import { UsageError } from '../../src/shared/errors.ts';
import type { Binding } from './core-api.ts';
import type { RegisteredFunction } from './function-app.ts';
import { parseTemplate, type Route } from './routes.ts';

interface TriggeredFunction {
  readonly fn: RegisteredFunction;
  readonly trigger: Binding;
}

export interface Triggers {
  readonly routes: readonly Route<RegisteredFunction>[];
  readonly timers: readonly TriggeredFunction[];
  readonly queues: readonly TriggeredFunction[];
}

/** Throws `UsageError` with one sentence for each function that the local host cannot run. */
export function triggersOf(functions: readonly RegisteredFunction[], routePrefix: string): Triggers {
  const problems = functions.flatMap(problemsOf);
  if (problems.length > 0) throw new UsageError(problems);
  const ofType = (type: string): readonly TriggeredFunction[] =>
    functions.flatMap((fn) => {
      const trigger = triggerOf(fn);
      return trigger?.type.toLowerCase() === type ? [{ fn, trigger }] : [];
    });
  return {
    routes: ofType('httptrigger').map((triggered) => routeOf(triggered, routePrefix)),
    timers: ofType('timertrigger'),
    queues: ofType('queuetrigger'),
  };
}

const knownTriggers = ['httpTrigger', 'timerTrigger', 'queueTrigger'];

function problemsOf(fn: RegisteredFunction): readonly string[] {
  const { name, bindings, retryOptions } = fn.metadata;
  const trigger = triggerOf(fn);
  const known = knownTriggers.some((type) => type.toLowerCase() === trigger?.type.toLowerCase());
  const problems: string[] = [];
  if (!known) {
    const type = trigger?.type ?? 'none';
    problems.push(
      `Function "${name}" has the trigger ${type}; the local host knows ${knownTriggers.join(', ')}.`,
    );
  }
  for (const [key, binding] of Object.entries(bindings)) {
    const answer = key === '$return' && binding.type.toLowerCase() === 'http';
    if (binding !== trigger && !answer) {
      problems.push(`Function "${name}" has the binding ${binding.type}; the local host has triggers alone.`);
    }
  }
  if (retryOptions !== undefined)
    problems.push(`Function "${name}" has retry options; the local host has none.`);
  return problems;
}

function triggerOf(fn: RegisteredFunction): Binding | undefined {
  return Object.values(fn.metadata.bindings).find((binding) => /trigger$/iu.test(binding.type));
}

function routeOf({ fn, trigger }: TriggeredFunction, prefix: string): Route<RegisteredFunction> {
  const { name } = fn.metadata;
  const given = trigger['route'];
  // As on Azure, a function without a route is found under its name.
  const route = typeof given === 'string' && given !== '' ? given : name;
  const template = prefix === '' ? route : `${prefix}/${route}`;
  const methods = Array.isArray(trigger['methods'])
    ? trigger['methods'].map((method) => String(method).toUpperCase())
    : [];
  return { template, methods, segments: parseTemplate(template, name), target: fn };
}
