import { describe, expect, it } from 'vitest';
import type { AuditResult, CheckVerdict, Finding } from '../../src/model.ts';
import { severities } from '../../src/model.ts';
import { fitAudit } from '../../src/store/fit-audit.ts';
import { aCluster, aFinding, anAudit, anEntry } from './builders.ts';

const long = 'x'.repeat(5000);
const bareExcerpt = {
  label: 'Left out',
  value: '1 excerpts and 1 remediation steps: the audit was too large to store whole.',
};

describe('fitAudit', () => {
  it('leaves an audit that fits as it is', () => {
    const audit = auditWith([aFinding('a', 'high', long)]);
    expect(fitAudit(audit, upTo(1_000_000))).toBe(audit);
  });

  it('strips the mildest findings first, and no more than need be', () => {
    const audit = auditWith(severities.map((severity) => aFinding(severity, severity, long)));
    const kept = findingsOf(fitAudit(audit, upTo(sizeOf(audit) - 12_000)));
    expect(kept.map(({ severity, excerpts }) => [severity, excerpts[0]?.label])).toEqual([
      ['critical', 'count'],
      ['high', 'count'],
      ['medium', 'count'],
      ['low', 'Left out'],
      ['info', 'Left out'],
    ]);
  });

  it('says in the finding what was left out and where to read on', () => {
    const audit = auditWith([aFinding('a', 'high', long)]);
    const finding = aFinding('a', 'high', long);
    expect(findingsOf(fitAudit(audit, upTo(sizeOf(audit) - 1)))).toEqual([
      {
        ...finding,
        excerpts: [bareExcerpt],
        remediation: { ...finding.remediation, steps: [{ text: 'Follow https://example.com/jobs' }] },
      },
    ]);
  });

  it('drops the mildest findings when stripping is not enough, marks the check and the baseline follows', () => {
    const findings = [
      aFinding('mild', 'info'),
      aFinding('worst', 'critical'),
      ...Array.from({ length: 50 }, (_, index) => aFinding(`f${index}`, 'low')),
    ];
    const resolved = anEntry('gone', { state: 'resolved' });
    const baseline = [...findings.map(({ fingerprint }) => anEntry(fingerprint)), resolved];
    const audit = { ...auditWith(findings), baseline };
    const fitted = fitAudit(audit, upTo(8000));
    const [verdict] = fitted?.verdicts ?? [];
    const left = findings.length - findingsOf(fitted).length;
    expect(verdict).toMatchObject({
      outcome: 'fail',
      unseen: {
        reason: 'truncated',
        detail: `${left} more findings were left out: the audit was too large to store whole.`,
      },
    });
    const kept = findingsOf(fitted).map(({ fingerprint }) => fingerprint);
    expect(kept[0]).toBe('fingerprint-worst');
    expect(kept).not.toContain('fingerprint-mild');
    expect(fitted?.baseline.map(({ fingerprint }) => fingerprint).toSorted()).toEqual(
      [...kept, 'gone'].toSorted(),
    );
  });

  it('keeps the outcome of every check and the headline, however small it must be', () => {
    const checks = Array.from({ length: 10 }, (_, index): CheckVerdict => ({
      check: `check-${index}`,
      outcome: 'fail',
      inspected: 3,
      findings: [aFinding(`a${index}`, 'low', long), aFinding(`b${index}`, 'high', long)],
    }));
    const audit = anAudit(aCluster('prod'), 0, { verdicts: checks, baseline: [], clients: null });
    const fitted = fitAudit(audit, upTo(11_250));
    expect(fitted?.verdicts.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual(
      checks.map(({ check }) => `${check} fail`),
    );
    expect(findingsOf(fitted).map(({ severity }) => severity)).toEqual(checks.map(() => 'high'));
    expect(fitted?.headline).toEqual(audit.headline);
  });

  it('cuts a text that is a book', () => {
    const detail = 'x'.repeat(1_000_000);
    const unknown: CheckVerdict = { check: 'c', outcome: 'unknown', reason: 'invalid', detail, remedy: 'r' };
    const audit = anAudit(aCluster('prod'), 0, { verdicts: [unknown] });
    const [verdict] = fitAudit(audit, upTo(10_000))?.verdicts ?? [];
    expect(verdict).toEqual({ ...unknown, detail: `${'x'.repeat(1000)}… (1000000 characters)` });
  });

  it('is null when nothing helps', () => {
    expect(fitAudit(auditWith([aFinding('a')]), () => false)).toBeNull();
  });

  it('does not blow up a finding that has nothing to leave out', () => {
    const finding = { ...aFinding('a'), excerpts: [] };
    const bare = { ...finding, remediation: { ...finding.remediation, steps: [] } };
    const audit = auditWith([bare, aFinding('b', 'high', long)]);
    expect(findingsOf(fitAudit(audit, upTo(sizeOf(audit) - 1)))[0]).toEqual(bare);
  });
});

function auditWith(findings: readonly Finding[]): AuditResult {
  const [first = aFinding('none'), ...rest] = findings;
  const verdict: CheckVerdict = { check: 'c', outcome: 'fail', inspected: 9, findings: [first, ...rest] };
  return anAudit(aCluster('prod'), 0, { verdicts: [verdict], baseline: [] });
}

function findingsOf(audit: AuditResult | null): readonly Finding[] {
  return audit?.verdicts.flatMap((verdict) => (verdict.outcome === 'fail' ? verdict.findings : [])) ?? [];
}

function sizeOf(audit: AuditResult): number {
  return JSON.stringify(audit).length;
}

function upTo(length: number): (audit: AuditResult) => boolean {
  return (audit) => sizeOf(audit) <= length;
}
