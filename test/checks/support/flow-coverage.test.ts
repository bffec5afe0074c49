import { expect, test } from 'vitest';
import { coversSubject, shadowedBy } from '../../../src/checks/support/flow-coverage.ts';
import type { FlowSubject } from '../../../src/evidence/flow-control.ts';
import { flowRule, flowSchema } from '../../support/evidence.ts';

const group = (name: string): FlowSubject => ({ kind: 'Group', name });
const user = (name: string): FlowSubject => ({ kind: 'User', name });
const account = (namespace: string, name: string): FlowSubject => ({
  kind: 'ServiceAccount',
  namespace,
  name,
});

test.each([
  [account('a', 'bot'), account('a', 'bot'), true],
  [account('a', '*'), account('a', 'bot'), true],
  [account('a', 'bot'), account('a', '*'), false],
  [account('a', '*'), account('b', 'bot'), false],
  [account('a', '*'), user('system:serviceaccount:a:bot'), false],
  [user('system:serviceaccount:a:bot'), account('a', 'bot'), true],
  [user('*'), account('a', '*'), true],
  [user('*'), group('system:masters'), true],
  [user('alice'), user('alice'), true],
  [user('alice'), user('*'), false],
  [user('alice'), group('system:masters'), false],
  [group('system:serviceaccounts'), account('a', 'bot'), true],
  [group('system:serviceaccounts:a'), account('a', '*'), true],
  [group('system:serviceaccounts:b'), account('a', '*'), false],
  [group('system:serviceaccounts'), group('system:serviceaccounts:a'), true],
  [group('system:serviceaccounts:a'), group('system:serviceaccounts'), false],
  [group('system:authenticated'), user('alice'), true],
  [group('system:authenticated'), user('system:anonymous'), false],
  [group('system:authenticated'), user('*'), false],
  [group('system:authenticated'), account('a', 'bot'), true],
  [group('*'), group('anybody'), true],
  [group('team'), group('team'), true],
  [group('team'), user('alice'), false],
])('%j covers %j: %s', (wide, narrow, expected) => {
  expect(coversSubject(wide, narrow)).toBe(expected);
});

const wide = flowSchema({
  name: 'wide',
  matchingPrecedence: 100,
  rules: [
    {
      subjects: [user('*')],
      resourceRules: [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'], clusterScope: true },
      ],
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/metrics', '/debug/*'] }],
    },
  ],
});

function namesOf(schema: ReturnType<typeof flowSchema>, ...others: readonly ReturnType<typeof flowSchema>[]) {
  return shadowedBy(schema, [schema, ...others]).map(({ name }) => name);
}

test('an earlier schema that takes everything shadows a later one', () => {
  expect(namesOf(flowSchema(), wide)).toEqual(['wide']);
});

test.each([
  ['a later one', { matchingPrecedence: 900 }],
  ['one of the same number with a later name', { matchingPrecedence: 850, name: 'zzz' }],
])('%s shadows nothing', (_, given) => {
  expect(namesOf(flowSchema(), { ...wide, ...given })).toEqual([]);
});

test('of two with the same number the name decides', () => {
  expect(namesOf(flowSchema(), { ...wide, matchingPrecedence: 850, name: 'aaa' })).toEqual(['aaa']);
});

test('of several that take them the first is named', () => {
  expect(namesOf(flowSchema(), { ...wide, name: 'second', matchingPrecedence: 200 }, wide)).toEqual(['wide']);
});

function narrowed(given: Partial<(typeof wide.rules)[0]['resourceRules'][0]>) {
  return {
    ...wide,
    rules: wide.rules.map((rule) => ({
      ...rule,
      resourceRules: rule.resourceRules.map((resources) => ({ ...resources, ...given })),
    })),
  };
}

test.each([
  ['verbs', { verbs: ['get'] }],
  ['groups', { apiGroups: ['apps'] }],
  ['resources', { resources: ['secrets'] }],
  ['namespaces', { namespaces: ['team-b'] }],
  ['no cluster-wide requests', { clusterScope: false }],
])('an earlier schema of other %s does not take them all', (_, given) => {
  expect(namesOf(flowSchema(), narrowed(given))).toEqual([]);
});

test('two earlier schemas may take the parts between them', () => {
  const both = flowSchema({
    rules: [flowRule({ subjects: [account('a', 'bot'), account('b', 'bot')] })],
  });
  const takes = (name: string, namespace: string) => ({
    ...wide,
    name,
    rules: wide.rules.map((rule) => ({ ...rule, subjects: [account(namespace, '*')] })),
  });

  expect(namesOf(both, takes('first', 'a'), takes('second', 'b'))).toEqual(['first', 'second']);
  expect(namesOf(both, takes('first', 'a'))).toEqual([]);
});

test.each([
  ['/metrics', ['wide']],
  ['/debug/pprof', ['wide']],
  ['/debug/*', ['wide']],
  ['/debug', []],
  ['/*', []],
])('requests to %s', (path, expected) => {
  const schema = flowSchema({
    rules: [
      {
        subjects: [user('alice')],
        resourceRules: [],
        nonResourceRules: [{ verbs: ['get'], nonResourceURLs: [path] }],
      },
    ],
  });

  expect(namesOf(schema, wide)).toEqual(expected);
});
