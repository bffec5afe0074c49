import { loadYaml } from '@kubernetes/client-node';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBuiltIn, quotaStep, scopeOf } from '../../src/remediation/quota.ts';
import { hostileText } from '../support/hostile.ts';

test('a quota for a known namespace is a manifest ready to apply', () => {
  expect(quotaStep({ kind: 'jobs.batch', namespace: 'team-a', limit: 10_000 })).toEqual({
    text: 'Cap the kind per namespace: creating more is refused with "exceeded quota", what exists stays.',
    manifest: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: limit-jobs-batch
  namespace: team-a
spec:
  hard:
    count/jobs.batch: "10000"
`,
  });
});

test('without a namespace it is a command to fill in', () => {
  expect(quotaStep({ kind: 'configmaps', namespace: null, limit: 10_000 })).toEqual({
    text: 'Cap the kind per namespace: creating more is refused with "exceeded quota", what exists stays. Set NAMESPACE to the one that holds most first.',
    command: 'kubectl create quota limit-configmaps --namespace="$NAMESPACE" --hard=count/configmaps=10000',
  });
});

test('for a custom kind it says what the quota depends on', () => {
  expect(quotaStep({ kind: 'widgets.example.com', namespace: 'a', limit: 5 })?.text).toContain(
    'It works if the kind is namespaced',
  );
});

test.each(['events', 'events.events.k8s.io', 'nodes', 'clusterpolicyreports.wgpolicyk8s.io'])(
  'no quota can count %s',
  (kind) => {
    expect(quotaStep({ kind, namespace: 'a', limit: 5 })).toBeNull();
  },
);

test.each([
  ['pods', true, 'namespaced'],
  ['jobs.batch', true, 'namespaced'],
  ['leases.coordination.k8s.io', true, 'namespaced'],
  ['customresourcedefinitions.apiextensions.k8s.io', true, 'cluster'],
  ['widgets.example.com', false, 'unknown'],
  ['gateways.gateway.networking.k8s.io', false, 'unknown'],
])('%s: built in %s, scope %s', (kind, builtIn, scope) => {
  expect(isBuiltIn(kind)).toBe(builtIn);
  expect(scopeOf(kind)).toBe(scope);
});

test('whatever the names are, the manifest is one quota in that namespace', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (kind, namespace) => {
      fc.pre(scopeOf(kind) !== 'cluster');
      const step = quotaStep({ kind, namespace, limit: 7 });
      const read = loadYaml(step?.manifest ?? '');

      expect(read).toMatchObject({
        kind: 'ResourceQuota',
        metadata: { namespace: namespace.toWellFormed() },
        spec: { hard: { [`count/${kind}`.toWellFormed()]: '7' } },
      });
    }),
  );
});
