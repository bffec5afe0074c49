import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanupOf } from '../../src/remediation/cleanup.ts';

function commandsFor(kind: string, maybeStale = false): string {
  return cleanupOf({ kind, limit: 10_000, maybeStale })
    .steps.map(({ command }) => command ?? '')
    .join('\n');
}

test('Jobs get a time to live, a deletion by condition and a quota', () => {
  const commands = commandsFor('jobs.batch');

  expect(commands).toContain('"ttlSecondsAfterFinished":3600');
  expect(commands).toContain('(.type == "Complete" or .type == "Failed") and .status == "True"');
  expect(commands).toContain('--cascade=background');
  expect(commands).toContain('--hard=count/jobs.batch=10000');
  expect(commands).not.toContain('status.successful');
});

test.each(['events', 'pods', 'replicasets.apps', 'endpointslices.discovery.k8s.io', 'nodes'])(
  '%s get no quota, which could not count them or would break what they belong to',
  (kind) => {
    expect(commandsFor(kind)).not.toContain('kubectl create quota');
  },
);

test('events are never listed as a whole: they have no cache', () => {
  expect(commandsFor('events')).toContain('/api/v1/events?limit=500');
});

test('a count that may be stale is confirmed first', () => {
  const [first] = cleanupOf({ kind: 'widgets.example.com', limit: 10_000, maybeStale: true }).steps;

  expect(first?.command).toBe('kubectl get crd/widgets.example.com');
});

test('an unknown kind gets the general way', () => {
  const remedy = cleanupOf({ kind: 'widgets.example.com', limit: 10_000, maybeStale: false });

  expect(remedy.summary).toBe(
    'Find out what creates widgets.example.com and never deletes them, make it stop, then delete what is left over.',
  );
  expect(remedy.steps[0]?.command).toContain('kubectl get widgets.example.com --all-namespaces');
});

test('a kind that is no kind is never a bare word of a command', () => {
  const hostile = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('--all', '-A', 'a b', '$(id)', '`id`', 'a;id', 'constructor', '__proto__'),
  );

  fc.assert(
    fc.property(hostile, (kind) => {
      fc.pre(!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(kind));

      expect(commandsFor(kind)).not.toContain(`kubectl get ${kind} `);
    }),
  );
});
