import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientInWords, clientOfWords, clientVersionOf, familyOf, programOf } from '../src/client-names.ts';

const account = 'system:serviceaccount:search:podwatch';

test.each([
  ['kubectl/v1.31.2 (linux/amd64) kubernetes/abc', 'kubectl', '1.31.2'],
  [
    'kube-controller-manager/v1.31.2 (linux/amd64) kubernetes/5c9/node-controller',
    'kube-controller-manager',
    '1.31.2',
  ],
  ['argocd-application-controller/v2.13.1+af54ef8 (linux/amd64)', 'argocd-application-controller', '2.13.1'],
  ['k3s/v1.28.5+k3s1', 'k3s', '1.28.5'],
  ['podwatch/2.3.0-rc.1', 'podwatch', '2.3.0-rc.1'],
  ['podwatch/v2.3.0-20240102150405-9f8e7d6c5b4a', 'podwatch', '2.3.0'],
  ['OpenAPI-Generator/31.0.0/python', 'OpenAPI-Generator', '31.0.0'],
  ['Go-http-client/2.0', 'Go-http-client', '2.0'],
  ['Envoy/HC', 'Envoy/HC', null],
  ['vault-sync/9f8e7d6', 'vault-sync', null],
  ['vault-sync/v0.0.0 (linux/amd64) kubernetes/$Format', 'vault-sync', null],
  ['vault-sync/$Format', 'vault-sync', null],
  ['spark operator', 'spark operator', null],
  ['', '', null],
])('%j is %j in version %j', (userAgent, program, version) => {
  expect([programOf(userAgent), clientVersionOf(userAgent)]).toEqual([program, version]);
});

describe('over the fleet', () => {
  test.each([
    ['a program is one client under whatever user', 'podwatch', account, 'podwatch'],
    ['a name that many programs have is told apart by its user', 'manager', account, `manager (${account})`],
    [
      'so is a tool, whatever the case of its name',
      'Kubectl',
      'ada@example.com',
      'Kubectl (ada@example.com)',
    ],
    ['and a client that gives no name', '', account, `(no user agent) (${account})`],
    ['nodes are one user', 'kubectl', 'system:node:aks-pool-1-vmss000001', 'kubectl (system:nodes)'],
    ['the name of a pod is that of what makes it', 'spark-7d9f8c6b54-x2v9k', account, 'spark'],
    ['what only looks like one stays', 'spark-7d9f8c6b54-aeiou', account, 'spark-7d9f8c6b54-aeiou'],
  ])('%s', (_rule, program, username, family) => {
    expect(familyOf({ program, username })).toBe(family);
  });

  test('a name from outside is one short line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ unit: 'binary' }),
        (userAgent, username) => {
          const family = familyOf({ program: programOf(userAgent), username });
          expect(Array.from(family).length).toBeLessThanOrEqual(120);
          expect(family).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
          expect(clientVersionOf(userAgent) ?? '1').toMatch(/^\d[\d.]*(?:-(?:alpha|beta|rc)[.\d]*)?$/u);
        },
      ),
    );
  });
});

test('a finding names a client in words that lead back to it', () => {
  const word = fc.stringMatching(/^[\w:.@-]{1,30}$/u);
  fc.assert(
    fc.property(fc.oneof(fc.constant(''), word), fc.oneof(fc.constant(''), word), (program, username) => {
      expect(clientOfWords(clientInWords({ program, username }))).toEqual({ program, username });
    }),
  );
});
