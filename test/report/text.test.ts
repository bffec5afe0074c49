import { describe, expect, test } from 'vitest';
import { textReport } from '../../src/report/text.ts';
import { reportWith } from '../support/report.ts';

describe('textReport', () => {
  test('starts with the fleet on one screen, then says of each cluster what is wrong and what to do', () => {
    expect(textReport(reportWith({ complete: true, findings: ['high'] }), { colour: false })).toBe(
      `Audited 1 of 1 clusters, 2026-11-24T06:00:00.000Z to 2026-11-24T06:00:09.000Z

CLUSTER  SCORE  COVERAGE  FINDINGS
prod-1      80     100 %  1 high

prod-1
  HIGH failing-webhook: Thing webhook-0 is broken.
    → Mend it.
  1 of 1 checks passed; 12 requests, 469 KiB, 40 objects read
`,
    );
  });

  test('says loudly that a cluster could not be audited, and why', () => {
    const text = textReport(reportWith({ complete: false, findings: [] }), { colour: false });

    expect(text).toContain('INCOMPLETE: not every cluster could be audited.');
    expect(text).toContain('prod-1   not audited: The audit broke at every try.');
  });

  test('an unknown verdict is shown with its reason and remedy', () => {
    const report = reportWith({ complete: true, findings: [] });
    const [cluster] = report.clusters;
    cluster?.verdicts.push({
      check: 'large-etcd-database',
      outcome: 'unknown',
      reason: 'forbidden',
      detail: 'The API server refuses to get /metrics.',
      remedy: 'Grant get on /metrics.',
    });

    expect(textReport(report, { colour: false })).toContain(
      '  UNKNOWN large-etcd-database (forbidden): The API server refuses to get /metrics.\n    → Grant get on /metrics.\n',
    );
  });

  test('no control character of a name reaches the terminal', () => {
    const report = reportWith({ complete: true, findings: ['low'] });
    const [finding] = report.clusters[0]?.findings ?? [];
    if (finding !== undefined) finding.summary = 'evil \u001B[2J\u0007name\r\nFAKE';

    expect(textReport(report, { colour: false })).toContain('LOW failing-webhook: evil [2J name FAKE');
  });

  test('colours only when asked to', () => {
    const report = reportWith({ complete: true, findings: ['critical'] });

    expect(textReport(report, { colour: true })).toContain('\u001B[1;31mCRITICAL\u001B[0m');
    expect(textReport(report, { colour: false })).not.toContain('\u001B');
  });
});
