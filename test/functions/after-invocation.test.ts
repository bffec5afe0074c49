import { InvocationContext } from '@azure/functions';
import { expect, test } from 'vitest';
import { afterInvocation } from '../../src/functions/after-invocation.ts';
import { StorageUnavailable } from '../../src/store/storage-error.ts';
import { telemetry } from '../support/telemetry.ts';

const now = new Date('2026-11-24T06:00:00.000Z');

/** What was posted by the end of one invocation. */
async function posted(trigger: string, error: unknown) {
  const { metrics, posted: sent } = telemetry(() => now);
  metrics.record('auditor.sweep.age', 60, {});
  const invocationContext = new InvocationContext({
    functionName: 'close-sweep',
    options: { trigger: { type: trigger, name: 'item' }, extraInputs: [], extraOutputs: [] },
  });
  const hook = { hookData: {}, appHookData: {}, invocationContext, inputs: [], result: null };
  await afterInvocation(metrics)({ ...hook, error });
  return sent();
}

test('what an invocation recorded is sent before it ends', async () => {
  expect(await posted('queueTrigger', null)).toEqual([['auditor.sweep.age', 60, {}]]);
});

test('an invocation that failed is counted by its function and the name of the error', async () => {
  expect(await posted('queueTrigger', new StorageUnavailable('It is gone.', 'Wait.'))).toEqual([
    ['auditor.sweep.age', 60, {}],
    ['auditor.invocation.failed', 1, { error: 'StorageUnavailable', function: 'close-sweep' }],
  ]);
  expect(await posted('timerTrigger', 'a text')).toEqual([
    ['auditor.sweep.age', 60, {}],
    ['auditor.invocation.failed', 1, { error: 'string', function: 'close-sweep' }],
  ]);
});

test('nobody who waits for an answer waits for metrics', async () => {
  expect(await posted('httpTrigger', null)).toEqual([]);
});
