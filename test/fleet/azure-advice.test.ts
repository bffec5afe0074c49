import { expect, test } from 'vitest';
import { azureAdvice } from '../../src/fleet/azure-advice.ts';
import { managedCluster } from '../support/azure-evidence.ts';

const { identity } = managedCluster();
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
const rule =
  'Grant the auditor a ClusterRole rule with verb "list" on resource "leases" of apiGroup "coordination.k8s.io" in namespace "kube-node-lease".';

test.each([
  [
    'of Azure RBAC',
    true,
    'Assign the identity of the auditor a role with the data action "Microsoft.ContainerService/managedClusters/coordination.k8s.io/leases/read" on the cluster (docs/permissions.md has the role).',
  ],
  ['of Kubernetes alone', false, `${rule} Bind it to the object id of the auditor's identity.`],
])(
  'a refused read of a cluster with roles %s names the rule that is missing',
  (_what, azureRbac, expected) => {
    const advice = azureAdvice(managedCluster({ identity: { ...identity, azureRbac } }));

    expect(advice.missingRule('list', leases)).toBe(expected);
  },
);

/** It is looked at above. */
const aFunction: unknown = expect.any(Function);

test('everything else is said of Azure too', () => {
  expect(azureAdvice(managedCluster())).toEqual({
    missingRule: aFunction,
    credentials:
      'Check that the identity of the auditor belongs to the tenant that the cluster trusts; a new role assignment takes some minutes.',
    address: 'Look for a proxy or gateway between the auditor and the cluster that answers for it.',
    tls: 'Look for a proxy or firewall between the auditor and the cluster that opens secure connections; the next sweep asks Azure for the certificate authority again.',
    proxy: 'Check that the proxy lets the auditor through to the address of the API server.',
  });
});
