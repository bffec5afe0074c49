import { expect, test } from 'vitest';
import { azureDataActions, dataActions, policyRules } from '../../src/evidence/access-rules.ts';
import { gatherers } from '../../src/evidence/index.ts';

test.each([
  [
    { apiGroup: '', resources: ['services'], verbs: ['get', 'list'] },
    ['Microsoft.ContainerService/managedClusters/services/read'],
  ],
  [
    {
      apiGroup: 'flowcontrol.apiserver.k8s.io',
      resources: ['flowschemas', 'prioritylevelconfigurations'],
      verbs: ['list'],
    },
    [
      'Microsoft.ContainerService/managedClusters/flowcontrol.apiserver.k8s.io/flowschemas/read',
      'Microsoft.ContainerService/managedClusters/flowcontrol.apiserver.k8s.io/prioritylevelconfigurations/read',
    ],
  ],
  [
    { nonResourceURLs: ['/metrics', '/readyz/etcd'], verbs: ['get'] },
    [
      'Microsoft.ContainerService/managedClusters/metrics/read',
      'Microsoft.ContainerService/managedClusters/readyz/etcd/read',
    ],
  ],
])('%j', (rule, actions) => {
  expect(azureDataActions(rule)).toEqual(actions);
});

test('custom resources have no data action of their own, and the one for all of them is not taken', () => {
  const rule = { apiGroup: 'wgpolicyk8s.io', resources: ['policyreports'], verbs: ['list'] };

  expect(azureDataActions(rule)).toEqual([]);
  expect(policyRules([{ needs: [rule] }])).toEqual([
    { apiGroups: ['wgpolicyk8s.io'], resources: ['policyreports'], verbs: ['list'] },
  ]);
});

test('no rule reaches a Secret', () => {
  const resources = policyRules(gatherers).flatMap((rule) => rule.resources ?? []);

  expect(resources.filter((resource) => resource === 'secrets' || resource.includes('*'))).toEqual([]);
});

test('a role lists each data action once', () => {
  const needs = [{ apiGroup: '', resources: ['services'], verbs: ['get'] }];

  expect(dataActions([{ needs }, { needs }])).toEqual([
    'Microsoft.ContainerService/managedClusters/services/read',
  ]);
});

/**
 * Azure refuses a role with an action that it does not know. Copied from
 * https://learn.microsoft.com/azure/role-based-access-control/permissions/containers: look there before adding one.
 */
const known = [
  'admissionregistration.k8s.io/mutatingwebhookconfigurations',
  'admissionregistration.k8s.io/validatingwebhookconfigurations',
  'apiregistration.k8s.io/apiservices',
  'apps/controllerrevisions',
  'apps/replicasets',
  'batch/jobs',
  'certificates.k8s.io/certificatesigningrequests',
  'configmaps',
  'coordination.k8s.io/leases',
  'discovery.k8s.io/endpointslices',
  'endpoints',
  'events',
  'flowcontrol.apiserver.k8s.io/flowschemas',
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations',
  'livez',
  'metrics',
  'pods',
  'readyz',
  'resourcequotas',
  'serviceaccounts',
  'services',
  'version',
].map((name) => `Microsoft.ContainerService/managedClusters/${name}/read`);

test('every read has a data action that Azure knows', () => {
  expect(dataActions(gatherers)).toEqual(known);
});

test('the rules of a ClusterRole are get and list, and nothing else', () => {
  const verbs = policyRules(gatherers).flatMap((rule) => rule.verbs);

  expect([...new Set(verbs)].toSorted()).toEqual(['get', 'list']);
});
