import { expect, test } from 'vitest';
import {
  precedenceBelow,
  restrictionSteps,
  sharesFor,
  subjectOf,
} from '../../../src/checks/support/client-restriction.ts';
import { restrictClient } from '../../../src/remediation/restrict-client.ts';
import { callLatency, listCalls } from '../../support/azure-evidence.ts';
import {
  apiMetrics,
  flowControl,
  flowRule,
  flowSchema,
  forbidden,
  gathered,
  withOwn,
} from '../../support/evidence.ts';

const operator = { kind: 'ServiceAccount', namespace: 'team-a', name: 'operator' } as const;
const user = { kind: 'User', name: 'someone@example.com' } as const;
const list = listCalls('x', 1);

test.each([
  ['system:serviceaccount:team-a:operator', operator],
  ['someone@example.com', user],
  // One user for all of their kind, or exempt.
  ['system:node:aks-nodepool1-12345678-vmss000000', null],
  ['system:kube-controller-manager', null],
  ['aksService', null],
  // A controller of the control plane: held down, nothing heals.
  ['system:serviceaccount:kube-system:replicaset-controller', null],
  ['masterclient', null],
  ['', null],
  // Cut or cleaned for showing, so it is not the name.
  ['a'.repeat(199).concat('…'), null],
  ['some one', null],
])('flow control knows the user %s as %o', (username, subject) => {
  expect(subjectOf(username)).toEqual(subject);
});

test.each([
  ['a service account', operator, [], 8_999],
  ['a service account of kube-system', { ...operator, namespace: 'kube-system' }, [], 899],
  ['a user', user, [], 9_899],
  // Somebody else's number is passed over.
  ['a taken number', operator, [flowSchema({ matchingPrecedence: 8_999 })], 8_998],
  [
    'a schema for the same calls',
    operator,
    [
      flowSchema({
        matchingPrecedence: 500,
        rules: [flowRule({ subjects: [{ kind: 'ServiceAccount', namespace: 'team-a', name: '*' }] })],
      }),
    ],
    499,
  ],
  [
    'a schema for a group that the user may be in',
    user,
    [
      flowSchema({
        matchingPrecedence: 700,
        rules: [flowRule({ subjects: [{ kind: 'Group', name: 'team' }] })],
      }),
    ],
    699,
  ],
  [
    'a schema for other calls of the client',
    operator,
    [
      flowSchema({
        matchingPrecedence: 100,
        rules: [
          flowRule({
            subjects: [operator],
            resourceRules: [
              {
                verbs: ['get', 'update'],
                apiGroups: ['coordination.k8s.io'],
                resources: ['leases'],
                namespaces: ['*'],
                clusterScope: false,
              },
            ],
          }),
        ],
      }),
    ],
    8_999,
  ],
  [
    'no number left',
    operator,
    [flowSchema({ matchingPrecedence: 3, rules: [flowRule({ subjects: [operator] })] })],
    null,
  ],
] as const)('the precedence against %s', (_, subject, schemas, expected) => {
  expect(precedenceBelow(withOwn(schemas).flowSchemas, subject, list)).toBe(expected);
});

test.each([
  [5, 245, 600, 2],
  [5, 245, 6_000, 1],
  [50, 245, 600, 22],
  [5, 245, 5, 1],
])('%d seats of %d shares and %d seats in all are %d shares', (seats, total, limit, shares) => {
  expect(sharesFor(seats, total, limit)).toBe(shares);
});

test('the figures are those of the live objects', () => {
  const metrics = apiMetrics({
    seats: [
      { priorityLevel: 'workload-low', nominal: 1_000, upper: 1_500 },
      { priorityLevel: 'workload-high', nominal: 400, upper: 1_500 },
      { priorityLevel: 'global-default', nominal: 200, upper: 1_500 },
      // Deleted since this API server started, and still shown.
      { priorityLevel: 'gone', nominal: 900, upper: 900 },
    ],
  });
  const evidence = { flowControl: gathered(flowControl()), apiMetrics: gathered(metrics) };

  expect(restrictionSteps('system:serviceaccount:team-a:operator', list, ['list'], evidence)).toEqual(
    restrictClient({
      apiVersion: 'v1',
      subject: operator,
      verbs: ['list'],
      apiGroup: '',
      resource: 'pods',
      clusterScope: true,
      precedence: 8_999,
      // 40 + 100 + 20 shares, and 1,600 seats: one share is ten of them.
      shares: 1,
      seats: 10,
    }),
  );
});

test.each([
  [
    'the figures of a level are missing',
    { seats: [{ priorityLevel: 'workload-low', nominal: 375, upper: 600 }] },
  ],
  ['a figure cannot be read', { seats: ['workload-low', 'workload-high', 'global-default'].map(unreadable) }],
])('where %s, the server has the seats that it has by default', (_, given) => {
  const evidence = { flowControl: gathered(flowControl()), apiMetrics: gathered(apiMetrics(given)) };
  const [create] = restrictionSteps('system:serviceaccount:team-a:operator', list, ['list'], evidence);

  // One of 161 shares of 600 seats.
  expect(create?.text).toContain('about 4 seats on each API server');
});

function unreadable(priorityLevel: string) {
  return { priorityLevel, nominal: null, upper: null };
}

test('calls inside namespaces are restricted there, calls on objects wherever they are', () => {
  const evidence = { flowControl: gathered(flowControl()), apiMetrics: forbidden };
  const manifest = (call: typeof list): string | undefined =>
    restrictionSteps('system:serviceaccount:team-a:operator', call, [call.verb], evidence)[0]?.manifest;

  expect(manifest({ ...list, scope: 'namespace' })).not.toContain('clusterScope');
  expect(manifest(callLatency('x', { verb: 'patch', scope: 'resource' }))).toContain('clusterScope: true');
});

test('without the live objects, or a user of its own, there is no manifest', () => {
  const unread = { flowControl: forbidden, apiMetrics: forbidden };

  expect(restrictionSteps('system:serviceaccount:team-a:operator', list, ['list'], unread)).toEqual([
    {
      text: 'If the client cannot be changed, hold its calls down by a flow schema with a precedence below those that take them today. See what there is.',
      command: 'kubectl get flowschemas,prioritylevelconfigurations',
    },
  ]);
  expect(restrictionSteps('aksService', list, ['list'], unread)[0]?.text).toContain(
    'cannot hold this client down without harm',
  );
});
