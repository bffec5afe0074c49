import { expect, test } from 'vitest';
import { activeApiserverGuard } from '../../../src/checks/flow-control/active-apiserver-guard.ts';
import type { ApiMetrics } from '../../../src/evidence/api-metrics.ts';
import type { FlowControl } from '../../../src/evidence/flow-control.ts';
import type { Gathered } from '../../../src/model.ts';
import { guardRemoval } from '../../../src/remediation/flow-control.ts';
import {
  apiMetrics,
  count,
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

const name = 'aks-managed-apiserver-guard';
const schema = flowSchema({
  name,
  createdAt: '2026-11-23T10:00:00.000Z',
  matchingPrecedence: 50,
  priorityLevel: name,
  rules: [flowRule({ subjects: [{ kind: 'Group', name: 'system:authenticated' }] })],
});
const level = priorityLevel({ name, createdAt: '2026-11-23T09:59:58.000Z' });

function on(evidence: FlowControl, metrics: Gathered<ApiMetrics> = gathered(apiMetrics())) {
  return verdictOn(activeApiserverGuard, { flowControl: evidence, apiMetrics: metrics });
}

test('the guard in force is critical, and says whom it throttles, since when and how much', () => {
  const rejected = [
    { priorityLevel: name, flowSchema: name, reason: 'concurrency-limit', ...count(5_000, 40) },
    { priorityLevel: 'workload-low', flowSchema: 'service-accounts', reason: 'queue-full', ...count(7, 1) },
  ];

  expect(on(withOwn([schema], [level]), gathered(apiMetrics({ rejected })))).toEqual({
    outcome: 'fail',
    inspected: 8,
    findings: [
      {
        severity: 'critical',
        confidence: 'measured',
        resource: { kind: 'FlowSchema', name },
        summary:
          'AKS throttles the group system:authenticated by its guard aks-managed-apiserver-guard, because the API server ran out of memory before; expected is no such guard.',
        observed: { text: 'the guard is in force for the group system:authenticated' },
        since: '2026-11-23T09:59:58.000Z',
        excerpts: [
          { label: 'Throttles', value: 'the group system:authenticated' },
          { label: 'Matching precedence', value: '50' },
          { label: 'Shares', value: '5, the rest is rejected' },
          { label: 'Rejected', value: '5,000 requests since the API server started, 40 requests in 30 s' },
        ],
        remediation: guardRemoval(),
      },
    ],
  });
});

test.each([
  ['the flow schema', withOwn([schema]), 'FlowSchema'],
  ['the priority level', withOwn([], [level]), 'PriorityLevelConfiguration'],
])('%s alone throttles nobody and is a left-over', (_, evidence, kind) => {
  expect(findingsIn(on(evidence))).toMatchObject([{ severity: 'medium', resource: { kind, name } }]);
});

test('the guard is found without metrics too', () => {
  const [finding] = findingsIn(on(withOwn([schema], [level]), forbidden));

  expect(finding?.severity).toBe('critical');
  expect(finding?.excerpts.map(({ label }) => label)).not.toContain('Rejected');
});

test.each([
  [{ kind: 'User', name: '*' }, 'all users'],
  [{ kind: 'User', name: 'alice' }, 'the user alice'],
  [{ kind: 'ServiceAccount', namespace: 'team-a', name: '*' }, 'all service accounts of team-a'],
  [{ kind: 'ServiceAccount', namespace: 'team-a', name: 'bot' }, 'the service account team-a/bot'],
] as const)('the subject %j in words', (subject, words) => {
  const guard = { ...schema, rules: [flowRule({ subjects: [subject] })] };

  expect(findingsIn(on(withOwn([guard], [level])))[0]?.observed.text).toBe(
    `the guard is in force for ${words}`,
  );
});

test('without the guard all objects are looked at and pass', () => {
  expect(on(flowControl())).toEqual({ outcome: 'pass', inspected: 6 });
});

test('a name that only begins like the guard is not the guard', () => {
  expect(on(withOwn([flowSchema({ name: `${name}-2` })]))).toMatchObject({ outcome: 'pass' });
});
