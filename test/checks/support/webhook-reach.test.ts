import { expect, test } from 'vitest';
import type { VitalWrite } from '../../../src/checks/support/webhook-reach.ts';
import { reachOf } from '../../../src/checks/support/webhook-reach.ts';
import { notIn, webhook, webhookRule } from '../../support/evidence.ts';

const podCreation: VitalWrite = {
  operation: 'CREATE',
  apiGroup: '',
  resource: 'pods',
  namespace: { name: 'policy', labels: { 'kubernetes.io/metadata.name': 'policy' } },
  labels: {},
  user: {
    name: 'system:serviceaccount:kube-system:replicaset-controller',
    groups: ['system:serviceaccounts'],
  },
};
const nodeStatus: VitalWrite = {
  ...podCreation,
  operation: 'UPDATE',
  resource: 'nodes/status',
  namespace: null,
};

test.each([
  ['*', true],
  ['*/*', true],
  ['pods', true],
  ['pods/*', true],
  ['pods/status', false],
  ['deployments', false],
  ['*/status', false],
])('a rule on %s and the creation of pods', (resource, reached) => {
  const rules = [webhookRule({ resources: [resource] })];

  expect(reachOf(webhook({ rules }), podCreation).reached).toBe(reached);
});

test.each([
  ['*', false],
  ['*/*', true],
  ['nodes', false],
  ['nodes/*', true],
  ['nodes/status', true],
  ['*/status', true],
])('a rule on %s and the status of nodes', (resource, reached) => {
  const rules = [webhookRule({ resources: [resource] })];

  expect(reachOf(webhook({ rules }), nodeStatus).reached).toBe(reached);
});

test.each([
  ['another operation', { operations: ['DELETE'] }],
  ['another group', { apiGroups: ['apps'] }],
  ['another scope', { scope: 'Cluster' as const }],
])('a rule of %s does not reach', (_, given) => {
  expect(reachOf(webhook({ rules: [webhookRule(given)] }), podCreation).reached).toBe(false);
});

test('one rule of several is enough', () => {
  const rules = [webhookRule({ apiGroups: ['apps'] }), webhookRule({ operations: ['CREATE'] })];

  expect(reachOf(webhook({ rules }), podCreation)).toEqual({ reached: true, assumptions: [] });
});

test('a namespace selector exempts what is in the namespace and nothing cluster-scoped', () => {
  const selecting = webhook({
    rules: [webhookRule({ resources: ['*/*'] })],
    namespaceSelector: notIn('policy'),
  });

  expect(reachOf(selecting, podCreation).reached).toBe(false);
  expect(reachOf(selecting, nodeStatus)).toEqual({ reached: true, assumptions: [] });
});

test('what the answer takes for granted is said', () => {
  const uncertain = webhook({
    rules: [webhookRule()],
    namespaceSelector: {
      matchLabels: {},
      matchExpressions: [{ key: 'skip', operator: 'DoesNotExist', values: [] }],
    },
    objectSelector: {
      matchLabels: {},
      matchExpressions: [{ key: 'inject', operator: 'NotIn', values: ['false'] }],
    },
    matchConditions: [
      { name: 'not-nodes', expression: '!("system:nodes" in request.userInfo.groups)' },
      { name: 'not-labelled', expression: '!has(object.metadata.labels)' },
    ],
  });

  expect(reachOf(uncertain, podCreation)).toEqual({
    reached: true,
    assumptions: [
      'the namespace does not carry the label skip',
      'the object does not carry the label inject',
      'the match condition not-labelled does not exempt it',
    ],
  });
});
