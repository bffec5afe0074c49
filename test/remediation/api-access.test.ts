import { expect, test } from 'vitest';
import { accessLayers } from '../../src/evidence/api-access.ts';
import { reachApiServer } from '../../src/remediation/api-access.ts';
import { clusterId, managedCluster } from '../support/azure-evidence.ts';

test('rights come from Azure where the cluster asks Azure', () => {
  const { steps, learnMore } = reachApiServer('403', managedCluster());

  expect(learnMore).toBe('https://learn.microsoft.com/en-us/azure/aks/entra-id-authorization');
  expect(steps[0]?.text).toContain('metrics/read, livez/read, readyz/read');
  expect(steps[1]?.command).toBe(
    `az role assignment create --assignee-object-id="$PRINCIPAL_ID" --assignee-principal-type=ServicePrincipal --role="$ROLE" --scope=${clusterId}`,
  );
});

test.each([
  null,
  managedCluster({
    identity: { entra: true, azureRbac: false, localAccountsDisabled: true, tenantId: 'tenant' },
  }),
])('and from a ClusterRole where it does not', (cluster) => {
  const { steps, learnMore } = reachApiServer('403', cluster);

  expect(learnMore).toBe('https://learn.microsoft.com/en-us/azure/aks/kubernetes-rbac-entra-id');
  expect(steps[0]?.command).toContain('--clusterrole=aks-fleet-auditor');
});

test('a 401 is about who the auditor is, and a 403 about what it may', () => {
  expect(reachApiServer('401', null).summary).toContain('repair its identity, not its rights');
  expect(reachApiServer('403', null).summary).toContain('forbids');
});

test.each(accessLayers)('%s has something to run without knowing the cluster', (layer) => {
  const commands = reachApiServer(layer, null).steps.flatMap(({ command }) => command ?? []);

  expect(commands.length).toBeGreaterThan(0);
  expect(commands.join('\n')).not.toContain('undefined');
});

test('the health that Azure knows of is asked for by the id of the cluster', () => {
  expect(reachApiServer('throttled', managedCluster()).steps.at(-1)?.command).toBe(
    `az rest --method=get --url='${clusterId}/providers/Microsoft.ResourceHealth/availabilityStatuses/current?api-version=2022-10-01'`,
  );
});

test('the host is quoted', () => {
  const network = { ...managedCluster().network, host: '$(id).example' };
  const [first] = reachApiServer('DNS', { ...managedCluster(), network }).steps;

  expect(first?.command).toBe("nslookup '$(id).example'");
});
