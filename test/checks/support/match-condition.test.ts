import { expect, test } from 'vitest';
import { conditionHolds } from '../../../src/checks/support/match-condition.ts';

/** A kubelet renews the lease of its node. */
const renewal = {
  operation: 'UPDATE',
  namespace: 'kube-node-lease',
  resource: { group: 'coordination.k8s.io', version: 'v1', resource: 'leases' },
  subResource: '',
  userInfo: { username: 'system:node:any', groups: ['system:nodes', 'system:authenticated'] },
};

test.each([
  ['!("system:nodes" in request.userInfo.groups)', false],
  ['request.userInfo.username.startsWith("system:node:")', true],
  ['!(request.resource.group == "coordination.k8s.io" && request.resource.resource == "leases")', false],
  ['request.resource.group != "rbac.authorization.k8s.io"', true],
  ['!(request.namespace in ["kube-system", "kube-node-lease"])', false],
  ['!request.userInfo.groups.exists(g, g.startsWith("system:node"))', false],
  ['request.operation == "UPDATE" ? true : false', true],
])('%s is %s', (expression, expected) => {
  expect(conditionHolds(expression, renewal)).toBe(expected);
});

test.each([
  ['the object', 'object.metadata.name == "x"'],
  ['whether the object has a field', '!has(object.metadata.labels)'],
  ['whether there is an object', 'object != null'],
  ['the old object', 'oldObject == null'],
  ['a permission of the caller', 'authorizer.group("").resource("pods").check("get").allowed()'],
  ['a field of the request that is not known', '!has(request.options)'],
  ['a field by index', 'request["dryRun"] == false'],
  ['more of the user', '!has(request.userInfo.extra)'],
  ['a function of the API server', 'quantity("1Gi").isGreaterThan(quantity("1Mi"))'],
  ['no answer of yes or no', '"yes"'],
  ['nothing that can be parsed', '1 +'],
  ['nothing at all', ''],
])('an expression that asks for %s is not decided', (_, expression) => {
  expect(conditionHolds(expression, renewal)).toBeNull();
});

test('what settles the matter without the object is decided', () => {
  expect(conditionHolds('!("system:nodes" in request.userInfo.groups) && object.spec.x == 1', renewal)).toBe(
    false,
  );
});

test.each([
  ['a regular expression that backtracks', 'request.namespace.matches("^(([a-z-])+.)+[A-Z]([a-z])+$")'],
  ['many nested loops', `${'[1,2,3,4,5].all(x, '.repeat(12)}true${')'.repeat(12)}`],
  ['an endless text', `true ${'|| true '.repeat(1_000)}`],
  ['deep nesting', `${'('.repeat(900)}true${')'.repeat(900)}`],
])('%s is not evaluated', (_, expression) => {
  const started = performance.now();

  expect(conditionHolds(expression, renewal)).toBeNull();
  // Evaluated, the first two would take minutes.
  expect(performance.now() - started).toBeLessThan(2_000);
});
