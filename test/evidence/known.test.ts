import { describe, expect, test } from 'vitest';
import type { Collected, EvidenceKind } from '../../src/evidence/index.ts';
import { knownEvidence } from '../../src/evidence/known.ts';
import type { Gathered } from '../../src/model.ts';
import { auditLogging, logVisibility, managedCluster, platformMetrics } from '../support/azure-evidence.ts';
import { forbidden, gathered } from '../support/evidence.ts';

const at = '2026-11-24T12:00:00.000Z';
const free = { milliseconds: 0, load: { requests: 0, bytes: 0, objects: 0 } };
const notKept = {
  ok: false,
  reason: 'invalid',
  detail: 'It was not kept from an earlier step of the sweep.',
  remedy: 'The next sweep asks again.',
};
const notLogged = {
  ok: false,
  reason: 'notCollected',
  detail: 'No diagnostic setting sends the audit log of the cluster to a Log Analytics workspace.',
  remedy: 'Send the categories kube-audit and kube-apiserver to a workspace, into tables of their own.',
};

describe('what was gathered before the audit', () => {
  test('is evidence as it was kept, values and reasons, and cost the API server nothing', () => {
    const kept = {
      managedCluster: gathered(managedCluster()),
      logVisibility: gathered(logVisibility()),
      webhookFailures: forbidden,
    };

    expect(knownEvidence(['webhookFailures', 'logVisibility', 'managedCluster'], kept)).toEqual({
      evidence: kept,
      status: [
        { kind: 'managedCluster', ...free, ok: true, at },
        { kind: 'logVisibility', ...free, ok: true, at },
        { kind: 'webhookFailures', ...free, ...forbidden },
      ],
    });
  });

  test('is no evidence when no check wants it', () => {
    expect(knownEvidence(['nodeHeartbeats'], { managedCluster: gathered(managedCluster()) })).toEqual({
      evidence: {},
      status: [],
    });
  });

  test('does not hold what the API server is asked for, nor the nodes', () => {
    const kinds: readonly EvidenceKind[] = ['apiAccess', 'webhooks', 'nodeHeartbeats', 'nodeEgress'];

    expect(knownEvidence(kinds, {})).toEqual({ evidence: {}, status: [] });
  });
});

describe('a kind of which nothing was kept', () => {
  const why = (kind: EvidenceKind, kept: Collected): Gathered<unknown> | undefined =>
    knownEvidence([kind], kept).evidence[kind];

  test.each<[string, Collected, object]>([
    ['that nobody knows whether there are logs', {}, notKept],
    ['that Azure refused to say where they go', { auditLogging: forbidden }, forbidden],
    [
      'that they go nowhere',
      { auditLogging: gathered(auditLogging({ settings: [], source: null })) },
      notLogged,
    ],
    ['that the survey kept nothing of it', { auditLogging: gathered(auditLogging()) }, notKept],
  ])('when it comes from logs, has the reason %s', (_reason, kept, expected) => {
    expect(why('failedRequests', kept)).toEqual(expected);
    expect(why('logVisibility', kept)).toEqual(expected);
  });

  test.each(['managedCluster', 'auditLogging', 'platformMetrics'] as const)(
    'when it is %s, is missing whatever is known of the logs',
    (kind) => {
      const all = {
        managedCluster: gathered(managedCluster()),
        auditLogging: gathered(auditLogging({ source: null })),
        platformMetrics: gathered(platformMetrics()),
      };
      const { [kind]: _itself, ...others } = all;

      expect(why(kind, others)).toEqual(notKept);
    },
  );

  test('is told in the status too', () => {
    expect(knownEvidence(['platformMetrics'], {}).status).toEqual([
      { kind: 'platformMetrics', ...free, ...notKept },
    ]);
  });
});
