import { expect, test } from 'vitest';
import type { RegisteredFunction } from '../../../local/host/function-app.ts';
import { Hooks } from '../../../local/host/hooks.ts';
import { invoker } from '../../../local/host/invoke.ts';

const fn = (callback: () => unknown): RegisteredFunction => ({
  metadata: { name: 'audit-cluster', bindings: { trigger: { type: 'queueTrigger', direction: 'in' } } },
  callback,
});

/** An app whose programming model calls the function and hands its result on. */
const app = {
  functions: [],
  hooks: new Hooks(),
  model: {
    name: 'test',
    version: '0',
    getInvocationModel: () => ({
      getArguments: async () => ({ context: {}, inputs: [] }),
      invokeFunction: async (
        _context: unknown,
        inputs: unknown[],
        callback: (...args: unknown[]) => unknown,
      ) => callback(...inputs),
      getResponse: async (_context: unknown, result: unknown) => ({
        returnValue: { string: String(result) },
      }),
    }),
  },
};
const log = { write: () => {} };

test('a function that runs longer than host.json allows has failed', async () => {
  const invoke = invoker({ app, log, timeoutSeconds: 0.01 });
  await expect(
    invoke(
      fn(() => new Promise(() => {})),
      { data: {} },
    ),
  ).rejects.toThrow('Function "audit-cluster" ran longer than the 0.01 s of functionTimeout in host.json.');
});

test('hooks run around the function, in their order, until they are removed', async () => {
  const hooks = new Hooks();
  const order: string[] = [];
  hooks.add('preInvocation', () => order.push('before'));
  hooks.add('postInvocation', async () => order.push('after'));
  const removed = hooks.add('preInvocation', () => order.push('removed'));
  removed();
  const invoke = invoker({ app: { ...app, hooks }, log, timeoutSeconds: null });
  const response = await invoke(
    fn(() => order.push('function')),
    { data: {} },
  );
  expect([order, response]).toEqual([['before', 'function', 'after'], { returnValue: { string: '2' } }]);
});

test('a hook of an unknown name is refused', () => {
  expect(() => new Hooks().add('onStart', () => {})).toThrow(
    'Unrecognized hook "onStart". Known hooks: appStart,',
  );
});
