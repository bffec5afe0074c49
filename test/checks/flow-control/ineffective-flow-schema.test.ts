import { expect, test } from 'vitest';
import { ineffectiveFlowSchema } from '../../../src/checks/flow-control/ineffective-flow-schema.ts';
import type { ApiHealth } from '../../../src/evidence/api-health.ts';
import type { FlowControl } from '../../../src/evidence/flow-control.ts';
import type { Gathered } from '../../../src/model.ts';
import { addClusterScope, capBorrowing } from '../../../src/remediation/flow-control.ts';
import {
  apiHealth,
  briefly,
  findingsIn,
  flowControl,
  flowRule,
  flowSchema,
  forbidden,
  gathered,
  priorityLevel,
  verdictOn,
  withOwn,
} from '../../support/evidence.ts';

function on(evidence: FlowControl, health: Gathered<ApiHealth> = gathered(apiHealth())) {
  return verdictOn(ineffectiveFlowSchema, { flowControl: evidence, apiHealth: health });
}

const sound = withOwn([flowSchema()], [priorityLevel()]);

/** Of the guide's own manifest: a LIST rule inside the namespace default, and 5 shares without a borrowing limit. */
const guides = withOwn(
  [
    flowSchema({
      rules: [
        flowRule({
          resourceRules: [
            {
              verbs: ['list'],
              apiGroups: [''],
              resources: ['pods'],
              namespaces: ['default'],
              clusterScope: false,
            },
          ],
        }),
      ],
    }),
  ],
  [priorityLevel({ borrowingLimitPercent: null })],
);

test('a schema that restricts cluster-wide LISTs on a capped level passes', () => {
  expect(on(sound)).toEqual({ outcome: 'pass', inspected: 2 });
});

test('the manifest of the guide passes cluster-wide LISTs by and is no cap', () => {
  expect(on(guides)).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'medium',
        confidence: 'inferred',
        resource: { kind: 'FlowSchema', name: 'restrict-bad-client', part: 'namespaced-rule' },
        summary:
          'The flow schema restrict-bad-client sends calls to the restricted level restricted but matches LISTs and watches of pods inside namespaces only: a cluster-wide LIST passes it by; expected is clusterScope: true in its rules.',
        observed: { text: 'matches LISTs and watches of pods inside namespaces only' },
        excerpts: [
          { label: 'Matching precedence', value: '850' },
          { label: 'Priority level', value: 'restricted' },
        ],
        remediation: addClusterScope('restrict-bad-client', [[0, 0]]),
      },
      {
        severity: 'medium',
        confidence: 'inferred',
        resource: { kind: 'PriorityLevelConfiguration', name: 'restricted', part: 'borrowing' },
        summary:
          'The priority level restricted has 5 shares and no borrowing limit, so it may borrow the seats of all others and is no cap; expected is borrowingLimitPercent: 0.',
        observed: { text: '5 shares and no borrowing limit' },
        excerpts: [
          { label: 'Shares', value: '5' },
          { label: 'Borrowing limit', value: 'none' },
          { label: 'Over the limit', value: 'Reject' },
        ],
        remediation: capBorrowing('restricted'),
      },
    ],
  });
});

const otherRules = [flowRule({ subjects: [{ kind: 'User', name: 'somebody-else' }] })];

const namespaced = (verbs: readonly string[]) =>
  flowRule({
    resourceRules: [{ verbs, apiGroups: [''], resources: ['pods'], namespaces: ['*'], clusterScope: false }],
  });

test.each([
  ['lists', [namespaced(['list'])], priorityLevel(), ['medium restrict-bad-client namespaced-rule']],
  ['all verbs', [namespaced(['*'])], priorityLevel(), ['medium restrict-bad-client namespaced-rule']],
  ['writes, which name their namespace', [namespaced(['create', 'update'])], priorityLevel(), 'pass'],
  ['lists beside a cluster-wide rule', [namespaced(['list']), flowRule()], priorityLevel(), 'pass'],
  ['lists on a level that is not low', [namespaced(['list'])], priorityLevel({ shares: 60 }), 'pass'],
  ['lists on an exempt level', [namespaced(['list'])], priorityLevel({ type: 'Exempt', shares: 0 }), 'pass'],
])('a namespaced rule on %s', (_, rules, level, expected) => {
  expect(briefly(on(withOwn([flowSchema({ rules })], [level])))).toEqual(expected);
});

test.each([
  ['the server says so', flowSchema({ dangling: true }), [priorityLevel()]],
  ['its level is not there', flowSchema({ dangling: null }), []],
])('a schema dangles when %s', (_, schema, levels) => {
  expect(findingsIn(on(withOwn([schema], levels)))).toEqual([
    {
      severity: 'medium',
      confidence: 'measured',
      resource: { kind: 'FlowSchema', name: 'restrict-bad-client', part: 'dangling' },
      summary:
        'The flow schema restrict-bad-client points to the priority level restricted, which does not exist, so the server ignores it; expected is an existing level.',
      observed: { text: 'points to the priority level restricted, which does not exist' },
      excerpts: [
        { label: 'Matching precedence', value: '850' },
        { label: 'Priority level', value: 'restricted' },
      ],
    },
  ]);
});

test('a schema behind those that take all its requests is named with them', () => {
  const evidence = withOwn([flowSchema({ matchingPrecedence: 9500 })], [priorityLevel()]);

  expect(findingsIn(on(evidence))).toMatchObject([
    {
      severity: 'medium',
      confidence: 'measured',
      resource: { part: 'shadowed' },
      summary:
        'The flow schema restrict-bad-client with precedence 9500 gets no request: service-accounts (9000) takes all of them first; expected is a precedence below 9000.',
    },
  ]);
});

test('the precedence that the guide leaves out is 1000, too late for service accounts of kube-system', () => {
  const rules = [
    flowRule({ subjects: [{ kind: 'ServiceAccount', namespace: 'kube-system', name: 'bad-client' }] }),
  ];
  const evidence = withOwn([flowSchema({ matchingPrecedence: 1000, rules })], [priorityLevel()]);

  expect(briefly(on(evidence))).toEqual(['medium restrict-bad-client shadowed']);
});

test.each([
  [850, [], '849 is free and wins against them.'],
  [850, [849, 848], '847 is free and wins against them.'],
  [3, [], 'No free number is below theirs: raise theirs first, or delete the schema.'],
])(
  'behind a schema of precedence %d, with %j taken, the advice is sound',
  (matchingPrecedence, taken, advice) => {
    const evidence = withOwn(
      [
        flowSchema({ name: 'earlier', matchingPrecedence, priorityLevel: 'workload-high' }),
        flowSchema({ name: 'later', matchingPrecedence: 900 }),
        ...taken.map((number) =>
          flowSchema({ name: `taken-${number}`, matchingPrecedence: number, rules: otherRules }),
        ),
      ],
      [priorityLevel()],
    );
    const verdict = on(evidence);

    expect(briefly(verdict)).toEqual(['medium later shadowed']);
    expect(verdict).toMatchObject({ findings: [{ remediation: { steps: [{ text: advice }, {}] } }] });
  },
);

test('a schema that the server ignores takes no requests from others', () => {
  const earlier = flowSchema({ name: 'earlier', matchingPrecedence: 800, dangling: true });

  expect(briefly(on(withOwn([flowSchema(), earlier], [priorityLevel()])))).toEqual([
    'medium earlier dangling',
  ]);
});

test('a schema whose requests an earlier one sends to the same level is no trouble', () => {
  const evidence = withOwn(
    [flowSchema(), flowSchema({ name: 'restrict-again', matchingPrecedence: 9500 })],
    [priorityLevel()],
  );

  expect(briefly(on(evidence))).toEqual('pass');
});

test('a schema without rules matches nothing', () => {
  expect(briefly(on(withOwn([flowSchema({ rules: [] })], [priorityLevel()])))).toEqual([
    'medium restrict-bad-client no-rules',
  ]);
});

test.each([
  ['v1', null, ['medium restricted borrowing']],
  ['v1beta3', null, ['medium restricted borrowing']],
  ['v1', 0, 'pass'],
  ['v1', 50, 'pass'],
  ['v1beta2', null, 'pass'],
  ['v1beta1', null, 'pass'],
])('in %s a low level with the borrowing limit %s', (apiVersion, borrowingLimitPercent, expected) => {
  const evidence = withOwn([flowSchema()], [priorityLevel({ borrowingLimitPercent })], { apiVersion });

  expect(briefly(on(evidence))).toEqual(expected);
});

test.each([
  ['queues without a seat', { shares: 0, limitResponse: 'Queue' }, ['medium restricted no-seats']],
  [
    'rejects without a seat, which lets one through at a time',
    { shares: 0, limitResponse: 'Reject' },
    'pass',
  ],
  ['queues with a seat', { shares: 1, limitResponse: 'Queue' }, 'pass'],
] as const)('a level that %s', (_, given, expected) => {
  expect(briefly(on(withOwn([flowSchema()], [priorityLevel(given)])))).toEqual(expected);
});

test('a level that no schema uses is not judged', () => {
  expect(briefly(on(withOwn([], [priorityLevel({ borrowingLimitPercent: null })])))).toEqual('pass');
});

test.each([
  ['v1.33.2', 'flowcontrol.apiserver.k8s.io/v1beta3', 'medium'],
  ['v1.32.0', 'flowcontrol.apiserver.k8s.io/v1beta3', 'medium'],
  ['v1.31.9', 'flowcontrol.apiserver.k8s.io/v1beta3', 'low'],
  ['v1.30.1', 'flowcontrol.apiserver.k8s.io/v1beta3', null],
  ['v1.28.15', 'flowcontrol.apiserver.k8s.io/v1beta2', 'low'],
  ['v1.36.0', 'flowcontrol.apiserver.k8s.io/v1', null],
  ['v1.33.2', 'apps/v1beta2', null],
  ['v1.33.2', null, null],
])('on %s a manifest applied as %s', (gitVersion, appliedApiVersion, severity) => {
  const evidence = withOwn([flowSchema({ appliedApiVersion })], [priorityLevel()]);
  const [finding] = findingsIn(on(evidence, gathered(apiHealth({ gitVersion }))));

  expect(finding?.severity ?? null).toBe(severity);
  expect(finding?.resource.part).toBe(severity === null ? undefined : 'removed-version');
});

test('the manifest of a level is looked at as well', () => {
  const level = priorityLevel({ appliedApiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2' });

  expect(findingsIn(on(withOwn([flowSchema()], [level])))).toMatchObject([
    { resource: { kind: 'PriorityLevelConfiguration', name: 'restricted', part: 'removed-version' } },
  ]);
});

test('without the version of the server an old manifest is no all-clear', () => {
  const evidence = withOwn(
    [flowSchema({ appliedApiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3' })],
    [priorityLevel()],
  );

  expect(on(evidence, forbidden)).toEqual({
    outcome: 'unknown',
    reason: 'forbidden',
    detail:
      'Whether the server still serves the version in which restrict-bad-client was applied is not known. Reading is forbidden.',
    remedy: 'Grant it.',
  });
  expect(on(evidence, gathered(apiHealth({ gitVersion: 'unknown' })))).toMatchObject({
    outcome: 'unknown',
    reason: 'invalid',
  });
});

test('without the version of the server manifests in v1 are judged all the same', () => {
  expect(on(sound, forbidden)).toEqual({ outcome: 'pass', inspected: 2 });
});

test('of several schemas only the broken one is found', () => {
  const evidence = withOwn(
    [flowSchema(), flowSchema({ name: 'broken', matchingPrecedence: 800, priorityLevel: 'nowhere' })],
    [priorityLevel()],
  );

  expect(briefly(on(evidence))).toEqual(['medium broken dangling']);
});

test('the guard of AKS and the server’s own objects are not judged here', () => {
  const name = 'aks-managed-apiserver-guard';
  const evidence = withOwn(
    [flowSchema({ name, priorityLevel: name, dangling: true })],
    [priorityLevel({ name, borrowingLimitPercent: null })],
  );
  const expected = {
    outcome: 'notApplicable',
    why: 'The cluster has no flow schemas or priority levels beside the server’s own.',
  };

  expect(on(evidence)).toEqual(expected);
  expect(on(flowControl())).toEqual(expected);
});
