import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addClusterScope,
  capBorrowing,
  fieldsOf,
  guardRemoval,
  missingLevel,
  raisePrecedence,
  removedIn,
  rewriteManifest,
  versionFor,
} from '../../src/remediation/flow-control.ts';
import { minorOf } from '../../src/remediation/server-version.ts';
import { shellQuote } from '../../src/shared/quote.ts';
import { hostileText } from '../support/hostile.ts';

test.each([
  [22, 'v1beta1', 'assuredConcurrencyShares', false],
  [25, 'v1beta2', 'assuredConcurrencyShares', false],
  [26, 'v1beta3', 'nominalConcurrencyShares', true],
  [28, 'v1beta3', 'nominalConcurrencyShares', true],
  [29, 'v1', 'nominalConcurrencyShares', true],
  [36, 'v1', 'nominalConcurrencyShares', true],
])('Kubernetes 1.%d speaks %s with %s, borrows: %s', (minor, version, sharesField, borrows) => {
  expect(versionFor(minor)).toBe(version);
  expect(fieldsOf(versionFor(minor))).toEqual({ sharesField, borrows });
});

test('the version that is chosen for a server is always one that it serves', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 60 }), (minor) => {
      expect(removedIn(versionFor(minor)) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(minor);
    }),
  );
});

test.each([
  ['v1.33.2', 33],
  ['v1.25.16-gke.1200', 25],
  ['1.29.0', 29],
  ['v2.0.1', null],
  ['unknown', null],
  ['', null],
])('the minor of %s is %s', (gitVersion, minor) => {
  expect(minorOf(gitVersion)).toBe(minor);
});

test('the guard goes after its cause, both halves at once', () => {
  const commands = guardRemoval().steps.map(({ command }) => command);

  expect(commands.slice(2)).toEqual([
    'kubectl delete flowschema/aks-managed-apiserver-guard prioritylevelconfiguration/aks-managed-apiserver-guard',
    'kubectl label flowschema/aks-managed-apiserver-guard prioritylevelconfiguration/aks-managed-apiserver-guard aks-managed-skip-update-operation=true',
  ]);
});

test('the missing level is patched in as JSON that a shell leaves alone', () => {
  expect(missingLevel('restrict', 'gone').steps[1]?.command).toBe(
    String.raw`kubectl patch flowschema/restrict --type=merge --patch="{\"spec\":{\"priorityLevelConfiguration\":{\"name\":\"$LEVEL\"}}}"`,
  );
});

test('clusterScope is added to each of the rules', () => {
  expect(
    addClusterScope('restrict', [
      [0, 1],
      [2, 0],
    ]).steps[0]?.command,
  ).toBe(
    `kubectl patch flowschema/restrict --type=json --patch='[{"op":"add","path":"/spec/rules/0/resourceRules/1/clusterScope","value":true},{"op":"add","path":"/spec/rules/2/resourceRules/0/clusterScope","value":true}]'`,
  );
});

test('a free precedence is set, and without one there is no command', () => {
  expect(raisePrecedence('restrict', 899).steps[0]).toEqual({
    text: '899 is free and wins against them.',
    command: `kubectl patch flowschema/restrict --type=json --patch='[{"op":"replace","path":"/spec/matchingPrecedence","value":899}]'`,
  });
  expect(raisePrecedence('restrict', null).steps[0]?.command).toBeUndefined();
});

test('a manifest is rewritten in the version of the server', () => {
  const { summary, steps } = rewriteManifest('PriorityLevelConfiguration', 'low', 33);

  expect(summary).toContain('flowcontrol.apiserver.k8s.io/v1;');
  expect(steps.map(({ command, text }) => command ?? text)).toEqual([
    'kubectl get prioritylevelconfigurations.v1.flowcontrol.apiserver.k8s.io/low --output=yaml',
    'In this version the shares are called nominalConcurrencyShares.',
  ]);
});

test('no name breaks out of its word in a command', () => {
  fc.assert(
    fc.property(hostileText, (name) => {
      const [patch, verify] = capBorrowing(name).steps;

      expect(patch?.command).toContain(shellQuote(`prioritylevelconfiguration/${name}`));
      expect(verify?.command).toContain(shellQuote(`priority_level="${name}"`));
    }),
  );
});
