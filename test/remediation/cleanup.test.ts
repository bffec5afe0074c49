import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CleanupRequest, cleanupOf } from '../../src/remediation/cleanup.ts';

function cleanup(kind: string, given: Partial<CleanupRequest> = {}) {
  return cleanupOf({ kind, limit: 10_000, maybeStale: false, namespace: null, signs: [], ...given });
}

function commandsFor(kind: string, given: Partial<CleanupRequest> = {}): string {
  return cleanup(kind, given)
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

test.each(['events', 'events.events.k8s.io'])(
  '%s are never listed as a whole: they have no cache',
  (kind) => {
    expect(commandsFor(kind)).toContain('/api/v1/events?limit=500');
    expect(commandsFor(kind)).not.toContain('kubectl get events');
  },
);

test('a count that may be stale is confirmed first', () => {
  const [first] = cleanup('widgets.example.com', { maybeStale: true }).steps;

  expect(first?.command).toBe('kubectl get crd/widgets.example.com');
});

test('an unknown kind gets the general way', () => {
  const remedy = cleanup('widgets.example.com');

  expect(remedy.summary).toBe(
    'Find out what creates widgets.example.com and never deletes them, make it stop, then delete what is left over.',
  );
  expect(remedy.steps.map(({ command }) => command)).toEqual([
    `kubectl get widgets.example.com --all-namespaces --chunk-size=500 --no-headers | awk '{print $1}' | sort | uniq -c | sort -rn | head`,
    'kubectl create quota limit-widgets-example-com --namespace="$NAMESPACE" --hard=count/widgets.example.com=10000',
    undefined,
  ]);
});

test('steps go on with the namespace that holds most, where it is known', () => {
  expect(cleanup('jobs.batch', { namespace: 'batch' }).steps[1]).toEqual({
    text: 'Go on with the namespace that holds most.',
    command: 'export NAMESPACE=batch',
  });
  expect(cleanup('jobs.batch', { namespace: 'batch' }).steps.at(-2)?.manifest).toContain('namespace: batch');
  expect(cleanup('jobs.batch').steps[1]).toEqual({
    text: 'Set the namespace that holds most.',
    command: 'export NAMESPACE=',
  });
});

test('no command uses NAMESPACE before it is set', () => {
  const kinds = ['jobs.batch', 'pods', 'secrets', 'leases.coordination.k8s.io', 'analysisruns.argoproj.io'];
  for (const kind of kinds) {
    const commands = cleanup(kind, { namespace: 'a' }).steps.flatMap(({ command }) => command ?? []);
    const set = commands.indexOf('export NAMESPACE=a');
    const used = commands.findIndex((command) => command.includes('$NAMESPACE'));

    expect({ kind, set: set >= 0 && set < used }).toEqual({ kind, set: true });
  }
});

test('secrets of Helm have another cure than secrets of any kind', () => {
  expect(cleanup('secrets', { signs: ['owner=helm'] }).summary).toMatch(
    /^Helm keeps one Secret per release/u,
  );
  expect(commandsFor('secrets', { signs: ['Helm'] })).toContain('HELM_MAX_HISTORY=3');
  expect(cleanup('secrets', { signs: ['operator'] }).summary).toContain('tokens and certificates');
});

test('a hostile namespace stays one word', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (namespace) => {
      const command = cleanup('jobs.batch', { namespace }).steps[1]?.command ?? '';

      expect(command).toMatch(/^export NAMESPACE=(?:[A-Za-z0-9_./:@%+,=-]+|(?:'[^']*'|\\')+)$/su);
    }),
  );
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
