import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { restrictClient } from '../../src/remediation/restrict-client.ts';
import { hostileText } from '../support/hostile.ts';

const restriction = {
  apiVersion: 'v1',
  subject: { kind: 'ServiceAccount', namespace: 'team-a', name: 'bad-client' },
  verbs: ['list'],
  apiGroup: '',
  resource: 'pods',
  clusterScope: true,
  precedence: 8_999,
  shares: 2,
  seats: 5,
} as const;

test('the manifest caps the calls of the client, cluster-wide ones as well', () => {
  const [create] = restrictClient(restriction);

  expect(create?.manifest).toBe(`apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata:
  name: restrict-team-a-bad-client-list-pods
spec:
  type: Limited
  limited:
    nominalConcurrencyShares: 2
    borrowingLimitPercent: 0
    limitResponse:
      type: Reject
---
apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  name: restrict-team-a-bad-client-list-pods
spec:
  matchingPrecedence: 8999
  priorityLevelConfiguration:
    name: restrict-team-a-bad-client-list-pods
  rules:
    - subjects:
        - kind: ServiceAccount
          serviceAccount:
            namespace: team-a
            name: bad-client
      resourceRules:
        - verbs: [list]
          apiGroups: [""]
          resources: [pods]
          namespaces: ["*"]
          clusterScope: true
`);
});

test('it can be seen to work and taken back', () => {
  const [, verify, takeBack] = restrictClient(restriction);

  expect(verify?.command?.split('\n')).toEqual([
    String.raw`kubectl get flowschema/restrict-team-a-bad-client-list-pods --output=jsonpath='{.status.conditions[?(@.type=="Dangling")].status}{"\n"}'`,
    `kubectl get --raw /metrics | grep -E '^apiserver_flowcontrol_(dispatched|rejected)_requests_total' | grep -F 'flow_schema="restrict-team-a-bad-client-list-pods"'`,
  ]);
  expect(takeBack?.command).toBe(
    'kubectl delete flowschema/restrict-team-a-bad-client-list-pods prioritylevelconfiguration/restrict-team-a-bad-client-list-pods',
  );
});

test.each([
  ['v1beta2', '    assuredConcurrencyShares: 2\n    limitResponse:'],
  ['v1beta3', '    nominalConcurrencyShares: 2\n    borrowingLimitPercent: 0\n'],
  ['v1', '    nominalConcurrencyShares: 2\n    borrowingLimitPercent: 0\n'],
])('in %s', (apiVersion, lines) => {
  const [create] = restrictClient({ ...restriction, apiVersion });

  expect(create?.manifest).toContain(`apiVersion: flowcontrol.apiserver.k8s.io/${apiVersion}\n`);
  expect(create?.manifest).toContain(lines);
});

test('a user is one subject, and calls inside namespaces need no cluster scope', () => {
  const [create] = restrictClient({
    ...restriction,
    subject: { kind: 'User', name: 'someone@example.com' },
    clusterScope: false,
  });

  expect(create?.manifest).toContain(
    '- kind: User\n          user:\n            name: "someone@example.com"\n',
  );
  expect(create?.manifest).toContain('name: restrict-someone-example-com-list-pods-in-namespaces\n');
  expect(create?.manifest).not.toContain('clusterScope');
});

test('each kind of call of a client has a pair of its own', () => {
  const calls = [
    restriction,
    { ...restriction, clusterScope: false },
    { ...restriction, verbs: ['update'] },
    { ...restriction, resource: 'pods/status' },
    { ...restriction, apiGroup: 'metrics.k8s.io' },
    { ...restriction, subject: { kind: 'User', name: 'a'.repeat(151) } as const },
  ];
  const names = calls.map((call) => /name: (\S+)/u.exec(restrictClient(call)[0]?.manifest ?? '')?.[1] ?? '');

  expect(new Set(names).size).toBe(calls.length);
  // RFC 1123: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
  for (const name of names) expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,251}[a-z0-9])?$/u);
});

test('no name adds a line to the manifest or a word to a command', () => {
  const lines = restrictClient({ ...restriction, subject: { kind: 'User', name: 'x' } })[0]?.manifest?.split(
    '\n',
  );
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (name, apiGroup, resource) => {
      const subject = { kind: 'User', name } as const;
      const [create, , takeBack] = restrictClient({ ...restriction, subject, apiGroup, resource });

      expect(create?.manifest?.split('\n')).toHaveLength(lines?.length ?? 0);
      expect(takeBack?.command).toMatch(
        /^kubectl delete flowschema\/restrict[a-z0-9-]* prioritylevelconfiguration\/restrict[a-z0-9-]*$/u,
      );
    }),
  );
});
