import { expect, test } from 'vitest';
import {
  byClient,
  clientExcerpts,
  clientInWords,
  clientResource,
  isSystemUser,
} from '../../../src/checks/support/log-clients.ts';
import { client } from '../../support/azure-evidence.ts';

function named(userAgent: string, username = 'someone', role: 'client' | 'prober' | 'auditor' = 'client') {
  return { userAgent, username, role };
}

test('versions of a program under one user are one client, and other users are others', () => {
  const groups = byClient([
    named('operator/v2 (linux)'),
    named('operator/v1'),
    named('operator/v1', 'somebody else'),
  ]);

  expect(groups).toEqual([
    {
      program: 'operator',
      username: 'somebody else',
      role: 'client',
      userAgents: ['operator/v1'],
      items: [named('operator/v1', 'somebody else')],
    },
    {
      program: 'operator',
      username: 'someone',
      role: 'client',
      userAgents: ['operator/v1', 'operator/v2 (linux)'],
      items: [named('operator/v2 (linux)'), named('operator/v1')],
    },
  ]);
});

test('what else must not be merged is kept apart', () => {
  expect(byClient([named('a/1'), named('a/2')], ({ userAgent }) => userAgent)).toHaveLength(2);
});

test.each([
  ['Envoy/HC', 'Envoy/HC'],
  ['Envoy/1.30', 'Envoy'],
  ['no slash at all', 'no slash at all'],
  ['/odd', '/odd'],
  ['', ''],
])('the program of the user agent "%s" is "%s"', (userAgent, program) => {
  expect(byClient([named(userAgent)])[0]?.program).toBe(program);
});

test('a prober stays one only while all that bears its name probes', () => {
  const prober = named('kube-probe/1.33', 'someone', 'prober');

  expect(byClient([prober])[0]?.role).toBe('prober');
  expect(byClient([prober, named('kube-probe/1.34')])[0]?.role).toBe('client');
});

test('a client is named by program and user, and its version stays out of its identity', () => {
  const [group] = byClient([client('argocd')]);

  expect(group && clientResource(group)).toEqual({
    kind: 'Client',
    name: 'argocd',
    part: 'system:serviceaccount:argocd:argocd',
  });
  expect(group && clientResource(group, 'list pods cluster').part).toBe(
    'system:serviceaccount:argocd:argocd list pods cluster',
  );
  expect(group && clientInWords(group)).toBe('argocd (system:serviceaccount:argocd:argocd)');
});

test('a client without name or user still has words', () => {
  const nobody = { program: '', username: '' };

  expect(clientResource(nobody)).toEqual({ kind: 'Client', name: '(no user agent)' });
  expect(clientInWords(nobody)).toBe('(no user agent)');
});

test('a name that anybody can borrow is said to be one', () => {
  const [group] = byClient([named('kube-probe/1.33', '', 'prober')]);

  expect(group && clientExcerpts(group)).toEqual([
    { label: 'User agent', value: 'kube-probe/1.33' },
    { label: 'User', value: '(none)' },
    { label: 'Calls itself', value: 'a health prober; anybody can borrow that name' },
  ]);
});

test.each([
  ['system:node:aks-nodepool1-1', true],
  ['system:kube-scheduler', true],
  ['system:serviceaccount:kube-system:coredns', true],
  ['system:apiserver', true],
  ['aksService', true],
  ['system:serviceaccount:kube-system-tools:x', false],
  ['system:anonymous', false],
  ['someone@example.com', false],
])('%s is of the system: %s', (username, expected) => {
  expect(isSystemUser(username)).toBe(expected);
});
