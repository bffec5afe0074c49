import { expect, test } from 'vitest';
import { unboundedNamespace } from '../../../src/checks/etcd/unbounded-namespace.ts';
import type { LeakSuspects } from '../../../src/evidence/leak-suspects.ts';
import type { ObjectQuota, ObjectQuotas } from '../../../src/evidence/object-quotas.ts';
import { boundNamespace } from '../../../src/remediation/bound-namespace.ts';
import { briefly, suspectKind, verdictOn } from '../../support/evidence.ts';

function on(suspects: Partial<LeakSuspects>, quotas: Partial<ObjectQuotas> = {}) {
  return verdictOn(unboundedNamespace, {
    leakSuspects: { counted: 41, kinds: [], unseen: [], gone: [], ...suspects },
    objectQuotas: { asked: true, quotas: [], truncated: false, ...quotas },
  });
}

function quotaOn(kind: string, given: Partial<ObjectQuota> = {}): ObjectQuota {
  return { namespace: 'batch', name: 'counts', counts: { [kind]: { hard: 500, used: 500 } }, ...given };
}

test('a namespace with most of a kind and no quota on it is a low finding with the quota', () => {
  const compute = quotaOn('services', { name: 'compute' });

  expect(on({ kinds: [suspectKind()] }, { quotas: [compute] })).toEqual({
    outcome: 'fail',
    inspected: 41,
    findings: [
      {
        severity: 'low',
        confidence: 'measured',
        resource: { kind: 'Namespace', name: 'batch', part: 'jobs.batch' },
        summary:
          'The namespace batch holds 40,000 of 48,120 jobs.batch (83 %) and no quota counts them; expected is one from 50 % on.',
        observed: {
          text: '40,000 of 48,120 jobs.batch (83 %)',
          value: 40_000 / 48_120,
          unit: 'ratio',
        },
        threshold: {
          value: 0.5,
          unit: 'ratio',
          source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
        },
        culprit: { kind: 'namespace', name: 'batch' },
        excerpts: [
          { label: 'Quotas there', value: 'compute, on other things' },
          { label: 'Made by', value: 'job-dispatcher' },
          { label: 'Without an owner', value: '500 of 500 that were looked at' },
        ],
        remediation: boundNamespace({ kind: 'jobs.batch', namespace: 'batch', limit: 10_000 }),
      },
    ],
  });
});

test('each kind is a finding of its own', () => {
  const kinds = [suspectKind(), suspectKind({ kind: 'configmaps' })];

  expect(briefly(on({ kinds }, { quotas: [quotaOn('jobs.batch')] }))).toEqual(['low batch configmaps']);
  expect(briefly(on({ kinds }))).toEqual(['low batch jobs.batch', 'low batch configmaps']);
});

test.each([
  ['no kind has too many objects', {}, { asked: false }, 'pass'],
  ['a quota counts the kind there', { kinds: [suspectKind()] }, { quotas: [quotaOn('jobs.batch')] }, 'pass'],
  [
    'a quota counts the kind elsewhere',
    { kinds: [suspectKind()] },
    { quotas: [quotaOn('jobs.batch', { namespace: 'web' })] },
    ['low batch jobs.batch'],
  ],
  ['pods belong to what makes them', { kinds: [suspectKind({ kind: 'pods' })] }, {}, 'pass'],
  [
    'the kind has no namespaces',
    { kinds: [suspectKind({ kind: 'nodes', namespaces: [], beyond: 0 })] },
    {},
    'pass',
  ],
  ['no namespace holds so many', { kinds: [suspectKind({ total: 90_000, beyond: 40_000 })] }, {}, 'pass'],
  ['the definition of the kind was deleted', { gone: ['policyreports.wgpolicyk8s.io'] }, {}, 'pass'],
  [
    'Secrets are never read',
    { unseen: [{ kind: 'secrets', reason: 'notPermitted', why: 'Never.', remedy: 'Count.' }] },
    {},
    'unknown',
  ],
  [
    'what cannot be bounded need not be seen',
    { unseen: [{ kind: 'pods', reason: 'forbidden', why: 'No.', remedy: 'Grant it.' }] },
    {},
    'pass',
  ],
] as const)('%s', (_, suspects, quotas, expected) => {
  expect(briefly(on(suspects, quotas))).toEqual(expected);
});

test('a kind that was not seen keeps it from passing, and findings stand beside it', () => {
  const unseen = [
    { kind: 'widgets.example.com', reason: 'forbidden', why: 'No.', remedy: 'Grant it.' },
  ] as const;
  const said = { reason: 'forbidden', detail: 'No.', remedy: 'Grant it.' };

  expect(on({ unseen })).toEqual({ outcome: 'unknown', ...said });
  expect(on({ kinds: [suspectKind()], unseen })).toMatchObject({ outcome: 'fail', unseen: said });
});

test('a namespace that may lie beyond the sample is unknown', () => {
  const kinds = [suspectKind({ namespaces: [{ name: 'a', objects: 500, total: 500 }], beyond: 47_620 })];

  expect(on({ kinds })).toMatchObject({ outcome: 'unknown', reason: 'truncated' });
});

test('when not all quotas were read nobody knows whether there is one', () => {
  expect(on({ kinds: [suspectKind()] }, { truncated: true })).toEqual({
    outcome: 'unknown',
    reason: 'truncated',
    detail:
      'The cluster has more ResourceQuotas than are read, so that one on jobs.batch in batch may be among the others.',
    remedy: 'Look at them with kubectl get resourcequotas in the namespace batch.',
  });
});

test('a kind named like a property that every object has is not taken for one that a quota counts', () => {
  expect(
    briefly(on({ kinds: [suspectKind({ kind: 'constructor' })] }, { quotas: [quotaOn('pods')] })),
  ).toEqual(['low batch constructor']);
});
