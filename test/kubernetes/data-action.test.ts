import { expect, test } from 'vitest';
import { missingDataActionFor } from '../../src/kubernetes/data-action.ts';

test('the remedy for a refused read of a custom resource is the action for all of them, which no role of ours has', () => {
  expect(missingDataActionFor('/apis/wgpolicyk8s.io/v1alpha2/policyreports')).toBe(
    'Assign the identity of the auditor a role with the data action "Microsoft.ContainerService/managedClusters/customresources/read" on the cluster (it shows the custom resources of every kind, so that the role of docs/permissions.md goes without).',
  );
});

test.each([
  ['/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases?limit=500', 'coordination.k8s.io/leases'],
  ['/api/v1/namespaces/policy/services/policy-svc', 'services'],
  ['/apis/apiregistration.k8s.io/v1/apiservices', 'apiregistration.k8s.io/apiservices'],
  ['/readyz?verbose', 'readyz'],
  ['/metrics', 'metrics'],
])('the remedy for a refused read of %s', (path, action) => {
  expect(missingDataActionFor(path)).toBe(
    `Assign the identity of the auditor a role with the data action "Microsoft.ContainerService/managedClusters/${action}/read" on the cluster (docs/permissions.md has the role).`,
  );
});
