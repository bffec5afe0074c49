/** Any evidence of what piles up and of what cannot be created: complete, sampled, cut and not seen. */
import * as fc from 'fast-check';
import type { Evidence } from '../../src/evidence/index.ts';
import { ago, failedCreateEvent, suspectKind } from './evidence.ts';
import { hostileText } from './hostile.ts';

type LeakKind = 'leakSuspects' | 'finishedJobs' | 'objectQuotas' | 'failedCreateEvents';

const namespaceName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('batch', 'spark', 'kube-system') },
  { weight: 1, arbitrary: hostileText },
);
const kindName = fc.constantFrom('jobs.batch', 'configmaps', 'pods', 'widgets.example.com', 'nodes');
const some = fc.constantFrom(0, 3, 1_001, 5_000, 9_000, 40_000);

export const anyLeakEvidence: { readonly [K in LeakKind]: fc.Arbitrary<Evidence[K]> } = {
  leakSuspects: fc.record({
    counted: fc.constant(41),
    kinds: fc.uniqueArray(
      fc
        .record({
          kind: kindName,
          total: fc.constantFrom(10_001, 48_120),
          namespaces: fc.uniqueArray(
            fc.record({ name: namespaceName, objects: fc.nat(500), total: fc.option(some) }),
            { maxLength: 3, selector: ({ name }) => name },
          ),
          beyond: some,
          withoutOwner: fc.nat(500),
        })
        .map((given) => suspectKind(given)),
      { maxLength: 3, selector: ({ kind }) => kind },
    ),
    unseen: fc.array(
      fc.record({
        kind: fc.constantFrom('secrets', 'gadgets.example.com'),
        reason: fc.constantFrom('forbidden', 'notPermitted', 'overBudget'),
        why: fc.constant('Reading is forbidden.'),
        remedy: fc.constant('Grant it.'),
      }),
      { maxLength: 1 },
    ),
    gone: fc.subarray(['policyreports.wgpolicyk8s.io']),
  }),
  finishedJobs: fc.record({
    total: some,
    read: fc.nat(2_000),
    complete: fc.boolean(),
    finishedWithoutTtl: fc.constantFrom(0, 1_000, 1_001, 1_800),
    finishedWithTtl: fc.nat(200),
    groups: fc.array(
      fc.record({
        namespace: namespaceName,
        owner: fc.option(
          fc.record({
            kind: fc.constantFrom('CronJob', 'Workflow'),
            name: fc.constantFrom('nightly', '--all'),
          }),
        ),
        finishedWithoutTtl: fc.nat(1_000),
        oldestFinishedAt: fc.constant(ago(86_400)),
      }),
      { maxLength: 3 },
    ),
  }),
  objectQuotas: fc.record({
    asked: fc.boolean(),
    quotas: fc.array(
      fc.record({
        namespace: namespaceName,
        name: fc.constantFrom('counts', 'compute'),
        counts: fc.dictionary(kindName, fc.record({ hard: some, used: fc.option(some) })),
      }),
      { maxLength: 2 },
    ),
    truncated: fc.boolean(),
  }),
  failedCreateEvents: fc.record({
    events: fc.array(
      fc
        .record({
          namespace: namespaceName,
          message: fc.oneof(
            fc.constantFrom(
              'Error creating: Internal error occurred: failed calling webhook "check.policy.example": failed to call webhook: Post "https://policy-svc.policy.svc:443/?timeout=10s": EOF',
              'Error creating: pods "web-1" is forbidden: exceeded quota: counts',
            ),
            hostileText,
          ),
          lastSeen: fc.constantFrom(ago(60), ago(3_000)),
        })
        .map((given) => failedCreateEvent(given)),
      { maxLength: 3 },
    ),
    truncated: fc.boolean(),
  }),
};
