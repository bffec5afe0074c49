import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { fleetSources } from '../../src/evidence/fleet-sources.ts';
import { gatherers } from '../../src/evidence/index.ts';
import { evidenceOf } from '../../src/http/evidence-of.ts';

const rules = fleetSources.flatMap(({ needs }) => needs);

test('every kind of evidence has one source', () => {
  const ids = [...gatherers, ...fleetSources].map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
});

test('whatever a check asks for is told on its page', () => {
  const sources = [...gatherers, ...fleetSources];

  for (const check of checks) {
    expect(
      evidenceOf(check, sources)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual([...check.requires, ...check.uses].toSorted());
  }
});

test('an action is exact: no wildcard, and reads but for what Azure calls an action', () => {
  const actions = rules.flatMap((rule) => [...rule.actions, ...rule.dataActions]);

  expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  expect([...new Set(actions.filter((action) => !action.endsWith('/read')))].toSorted()).toEqual([
    'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action',
    'Microsoft.Compute/virtualMachines/runCommand/action',
    'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
  ]);
});

test('only the way to the cluster itself costs its API server requests', () => {
  expect(fleetSources.filter(({ maxRequests }) => maxRequests > 0).map(({ id }) => id)).toEqual([
    'apiAccess',
    'nodeEgress',
  ]);
});
