import { expect, test } from 'vitest';
import { untestedClusterScale } from '../../../src/checks/prerequisites/untested-cluster-scale.ts';
import { scaleDown } from '../../../src/remediation/etcd.ts';
import { apiMetrics, briefly, objects, verdictOn } from '../../support/evidence.ts';

function on(counted: ReturnType<typeof objects> | null) {
  return verdictOn(untestedClusterScale, { apiMetrics: apiMetrics({ objects: counted }) });
}

test('more than 80 % of the tested nodes is a medium finding', () => {
  expect(on(objects({ nodes: 4_200, pods: 100_000 }))).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'APIResource', name: 'nodes' },
        summary: 'The cluster has 4,200 nodes, 84 % of the tested 5,000; expected are at most 4,000.',
        observed: { text: '4,200 nodes, 84 % of the tested 5,000', value: 4_200, unit: 'nodes' },
        threshold: {
          value: 4_000,
          unit: 'nodes',
          source: 'https://learn.microsoft.com/en-us/azure/aks/best-practices-performance-scale-large',
        },
        excerpts: [{ label: 'nodes', value: '4,200' }],
        remediation: scaleDown('nodes'),
      },
    ],
  });
});

test.each([
  [4_000, 160_000, 'pass'],
  [4_001, 160_000, ['medium nodes']],
  [5_000, 160_001, ['medium nodes', 'medium pods']],
  [5_001, 200_000, ['high nodes', 'medium pods']],
  [0, 200_001, ['high pods']],
])('%d nodes and %d pods', (nodes, pods, expected) => {
  expect(briefly(on(objects({ nodes, pods })))).toEqual(expected);
});

test('a count that is missing keeps the check from passing', () => {
  expect(on(objects({ nodes: 3 }, { unreadable: ['pods'] }))).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The API server shows no readable count of pods on /metrics.',
    remedy: 'Audit again; right after a start the API server has not counted yet.',
  });
});

test('too many nodes are found whether or not pods could be counted', () => {
  expect(on(objects({ nodes: 5_001 }))).toMatchObject({
    outcome: 'fail',
    inspected: 1,
    findings: [{ severity: 'high', resource: { name: 'nodes' } }],
    unseen: { reason: 'notCollected' },
  });
});

test('no counts at all are unknown', () => {
  expect(on(null)).toMatchObject({
    outcome: 'unknown',
    detail: 'The API server shows no readable count of nodes and pods on /metrics.',
  });
});
