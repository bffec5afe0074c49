import { describe, expect, test } from 'vitest';
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { defineCheck, verdictOf } from '../../src/checks/define-check.ts';
import type { Collected } from '../../src/evidence/index.ts';
import { evaluate } from '../../src/judgement/evaluate.ts';
import type { FindingDraft, Missing } from '../../src/model.ts';
import { findingOf } from '../support/verdicts.ts';

const now = new Date('2026-11-24T06:00:00Z');
const forbidden: Missing = {
  ok: false,
  reason: 'forbidden',
  detail: 'The server says: leases is forbidden.',
  remedy: 'Grant list on leases.',
};
const heartbeats: Collected = {
  nodeHeartbeats: { ok: true, at: now.toISOString(), value: { nodes: [], total: 0, truncated: false } },
};

const base = {
  title: 'Quiet nodes',
  passTitle: 'All nodes speak',
  category: 'network',
  severity: 'high',
  guide: 'C1',
  rationale: 'Quiet nodes do not work.',
  remedy: 'Wake them.',
  learnMore: 'https://example.com',
  thresholds: { minutes: { value: 5, unit: 'seconds', source: 'https://example.com' } },
} as const;

function draftOf(name: string): FindingDraft {
  const { check: _check, fingerprint: _fingerprint, ...draft } = findingOf('quiet', name);
  return draft;
}

function judge(check: AnyCheck, collected: Collected) {
  const faults: string[] = [];
  const verdicts = evaluate([check], collected, {
    now,
    fingerprint: (id, resource) => `${id}|${resource.kind}|${resource.name}`,
    outOfScope: () => null,
    onFault: (id, error) => faults.push(`${id}: ${String(error)}`),
  });
  return { verdicts, faults };
}

describe('evaluate', () => {
  test('hands a check the evidence it requires, the evidence it uses as gathered or missing, bounds and the clock', () => {
    let handed: unknown;
    const check = defineCheck({
      ...base,
      id: 'quiet',
      requires: ['nodeHeartbeats'],
      uses: ['webhooks'],
      evaluate: (evidence, context) => {
        handed = { evidence, context };
        return verdictOf(3, []);
      },
    });

    expect(judge(check, { ...heartbeats, webhooks: forbidden, apiHealth: forbidden })).toEqual({
      verdicts: [{ check: 'quiet', outcome: 'pass', inspected: 3 }],
      faults: [],
    });
    expect(handed).toEqual({
      evidence: { nodeHeartbeats: { nodes: [], total: 0, truncated: false }, webhooks: forbidden },
      context: { now, thresholds: { minutes: 5 } },
    });
  });

  test('missing evidence is unknown with its reason, and the check is not asked', () => {
    const check = defineCheck({
      ...base,
      id: 'quiet',
      requires: ['nodeHeartbeats'],
      uses: [],
      evaluate: () => {
        throw new Error('asked');
      },
    });

    expect(judge(check, { nodeHeartbeats: forbidden })).toEqual({
      verdicts: [
        {
          check: 'quiet',
          outcome: 'unknown',
          reason: 'forbidden',
          detail: 'The server says: leases is forbidden.',
          remedy: 'Grant list on leases.',
        },
      ],
      faults: [],
    });
  });

  test('evidence that no gatherer was asked for is missing too', () => {
    const check = defineCheck({
      ...base,
      id: 'quiet',
      requires: ['flowControl'],
      uses: [],
      evaluate: () => verdictOf(1, []),
    });

    expect(judge(check, {}).verdicts).toMatchObject([{ outcome: 'unknown', reason: 'notCollected' }]);
  });

  test('evidence that does not belong to the audit makes its checks not applicable, never unknown or passed', () => {
    const check = defineCheck({
      ...base,
      id: 'quiet',
      requires: ['nodeHeartbeats', 'managedCluster'],
      uses: [],
      evaluate: () => verdictOf(1, []),
    });
    const why = 'The cluster is known from a kubeconfig.';

    const verdicts = evaluate([check], heartbeats, {
      now,
      fingerprint: () => 'f',
      outOfScope: (kind) => (kind === 'managedCluster' ? why : null),
      onFault: () => undefined,
    });

    expect(verdicts).toEqual([{ check: 'quiet', outcome: 'notApplicable', why }]);
  });

  test('a check that throws is unknown, is reported, and costs no other check', () => {
    const broken = defineCheck({
      ...base,
      id: 'broken',
      requires: ['nodeHeartbeats'],
      uses: [],
      evaluate: () => {
        throw new TypeError('cannot read x');
      },
    });
    const fine = defineCheck({
      ...base,
      id: 'fine',
      requires: [],
      uses: [],
      evaluate: () => verdictOf(1, []),
    });
    const faults: string[] = [];

    const verdicts = evaluate([broken, fine], heartbeats, {
      now,
      fingerprint: () => 'f',
      outOfScope: () => null,
      onFault: (id, error) => faults.push(`${id}: ${String(error)}`),
    });

    expect(verdicts).toEqual([
      {
        check: 'broken',
        outcome: 'unknown',
        reason: 'invalid',
        detail: 'The check broken broke on this evidence: cannot read x',
        remedy: 'This is a fault of the auditor; please report it with the evidence of this audit.',
      },
      { check: 'fine', outcome: 'pass', inspected: 1 },
    ]);
    expect(faults).toEqual(['broken: TypeError: cannot read x']);
  });

  test('findings get the check and a fingerprint made of check and resource', () => {
    const check = defineCheck({
      ...base,
      id: 'quiet',
      requires: [],
      uses: [],
      evaluate: () => verdictOf(2, [draftOf('a'), draftOf('b')]),
    });

    expect(judge(check, {}).verdicts).toEqual([
      {
        check: 'quiet',
        outcome: 'fail',
        inspected: 2,
        findings: [
          { ...draftOf('a'), check: 'quiet', fingerprint: 'quiet|Thing|a' },
          { ...draftOf('b'), check: 'quiet', fingerprint: 'quiet|Thing|b' },
        ],
      },
    ]);
  });
});
