import { expect, test } from 'vitest';
import { boundNamespace, canBeBounded } from '../../src/remediation/bound-namespace.ts';

test.each([
  ['jobs.batch', true],
  ['configmaps', true],
  ['widgets.example.com', true],
  ['pods', false],
  ['endpointslices.discovery.k8s.io', false],
  ['events', false],
  ['nodes', false],
])('%s can be bounded: %s', (kind, can) => {
  expect(canBeBounded(kind)).toBe(can);
});

test('the clean-up comes before the quota, which refuses everything until then', () => {
  const { steps } = boundNamespace({ kind: 'configmaps', namespace: 'spark', limit: 10_000 });

  expect(steps.map(({ command, manifest }) => command ?? manifest ?? '')).toEqual([
    '',
    [
      'apiVersion: v1',
      'kind: ResourceQuota',
      'metadata:',
      '  name: limit-configmaps',
      '  namespace: spark',
      'spec:',
      '  hard:',
      '    count/configmaps: "10000"',
      '',
    ].join('\n'),
    'kubectl describe resourcequotas --namespace=spark',
  ]);
  expect(steps[0]?.text).toContain('every creation is refused');
});
