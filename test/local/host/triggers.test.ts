import { expect, test } from 'vitest';
import type { Binding } from '../../../local/host/core-api.ts';
import { triggersOf } from '../../../local/host/triggers.ts';

function functionWith(name: string, trigger: Omit<Binding, 'direction'>, more: Record<string, Binding> = {}) {
  // The options of a binding are open: only its type is asked for here.
  const binding = { direction: 'in', ...trigger } as Binding;
  return { metadata: { name, bindings: { trigger: binding, ...more } }, callback: () => undefined };
}

test('functions are sorted by trigger, and a route is the prefix and the route or name', () => {
  const answer: Binding = { type: 'http', direction: 'out' };
  const http = { type: 'httpTrigger', methods: ['get'] };
  const found = triggersOf(
    [
      functionWith('ready', { ...http, route: 'health/ready' }, { $return: answer }),
      functionWith('live', http, { $return: answer }),
      functionWith('plan', { type: 'timerTrigger' }),
      functionWith('audit', { type: 'queueTrigger' }),
    ],
    'api',
  );
  expect({
    routes: found.routes.map(({ template, methods }) => [template, methods]),
    timers: found.timers.map(({ fn }) => fn.metadata.name),
    queues: found.queues.map(({ fn }) => fn.metadata.name),
  }).toEqual({
    routes: [
      ['api/health/ready', ['GET']],
      ['api/live', ['GET']],
    ],
    timers: ['plan'],
    queues: ['audit'],
  });
});

test('what the local host cannot run is said for every function at once', () => {
  const output: Binding = { type: 'queue', direction: 'out' };
  expect(() =>
    triggersOf(
      [
        functionWith('bus', { type: 'serviceBusTrigger' }),
        functionWith('out', { type: 'timerTrigger' }, { output }),
      ],
      '',
    ),
  ).toThrow(
    'Function "bus" has the trigger serviceBusTrigger; the local host knows httpTrigger, timerTrigger, queueTrigger.\n' +
      'Function "out" has the binding queue; the local host has triggers alone.',
  );
});
