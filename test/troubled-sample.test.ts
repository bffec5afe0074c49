/** Clusters of the sample's kind with the troubles that none of the twelve has: the other half of what the guard counts on. */
import { beforeAll, describe, expect, test } from 'vitest';
import { outcomesByCheck } from './e2e/support/outcomes.ts';
import { sweepCalls } from './support/sweep-calls.ts';
import { troubledStories } from './support/troubled-stories.ts';

let clusters: Awaited<ReturnType<typeof sweepCalls>>['report']['clusters'];

beforeAll(async () => {
  const { report } = await sweepCalls({ stories: troubledStories, settings: { NODE_EGRESS_PROBE: 'true' } });
  clusters = report.clusters;
});

test('the verdicts are those that the guard of the catalogue counts on', async () => {
  await expect(outcomesByCheck(clusters)).toMatchFileSnapshot('golden/verdicts/troubled.json');
});

describe.each([
  [
    'aks-exhausted-weu-01',
    [
      'critical excessive-object-count: pods',
      'critical unhealthy-api-server: etcd',
      'critical unhealthy-api-server: etcd-readiness',
      'high api-timeouts: requests',
      'high high-etcd-memory: etcd-0',
      'high slo-violating-calls: deployments.apps',
      'high slo-violating-calls: replicasets.apps',
      'medium slow-client: report-generator',
      'medium untested-cluster-scale: pods',
    ],
  ],
  ['aks-cut-off-weu-01', ['high unreachable-api-server: access']],
  ['aks-lost-node-weu-01', ['critical blocked-node-egress: nodepool1', 'high silent-nodes: nodepool1']],
  ['aks-dead-kubelet-weu-01', ['high silent-nodes: nodepool1']],
])('%s', (name, findings) => {
  test('has the findings of its story and no others', () => {
    const found = clusters.find((cluster) => cluster.name === name)?.findings ?? [];

    expect(
      found.map(({ severity, check, resource }) => `${severity} ${check}: ${resource.name}`).toSorted(),
    ).toEqual(findings.toSorted());
  });
});
