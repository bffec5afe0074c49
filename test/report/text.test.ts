import { describe, expect, test } from 'vitest';
import { textReport } from '../../src/report/text.ts';
import { fleet, toldFleet } from './reports.ts';
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

  test('ends with what is to be told of the fleet as a whole, and of which clusters it is not known', () => {
    const [before, text] = [fleet, toldFleet].map((report) => textReport(report, { colour: false }));

    expect(text?.slice(before?.length)).toBe(`
Across the fleet
  The client job-dispatcher is heavy in 2 clusters: prod-a and prod-b.
  Subscription shared: 20 % of the checks could be judged in 2 clusters, of which 1 was not audited.
  Subscription payments: 95 % of the checks could be judged in 2 clusters.
  NOT SEEN Clients are not known, or not all, of 2 clusters: prod-c and prod-d.
`);
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

  test('says what is suppressed and by whom, what nobody could see again, what is gone and what was not seen', () => {
    expect(textReport(fleet, { colour: false })).toBe(
      `Audited 1 of 3 clusters, 2026-11-24T12:00:00.000Z to 2026-11-24T12:03:00.000Z
INCOMPLETE: not every cluster could be audited.
NOT SEEN: Subscription s-2 may not be read.

CLUSTER  SCORE  COVERAGE  FINDINGS
batch       83      75 %  1 critical, 1 medium, 1 suppressed, 1 out of sight
dark     not audited: The name cannot be resolved.
stopped  not audited: It is stopped.

batch
  CRITICAL excessive-object-count: Jobs in pods: 48,211; expected at most 10,000.
    → Delete finished jobs.
  SUPPRESSED high excessive-object-count: Jobs in nightly: 48,211; expected at most 10,000.
    by batch-team until 2027-03-01T00:00:00.000Z: They are cleaned up by hand until spring.
  MEDIUM excessive-object-count: Jobs in jobs: 48,211; expected at most 10,000.
    → Delete finished jobs.
  OUT OF SIGHT high silent-nodes: Node n1 is silent. (last seen 2026-11-24T11:02:00.000Z)
  UNKNOWN excessive-object-count (truncated): Only 5 pages were read.
    → Raise the limit.
  UNKNOWN silent-nodes (forbidden): Leases may not be listed.
    → Grant it.
  RESOLVED low excessive-object-count: Secrets: 10,400; expected at most 10,000. (last seen 2026-11-24T11:02:00.000Z)
  1 of 4 checks passed; 21 requests, 2929688 KiB, 480 objects read

dark
  0 of 0 checks passed; 0 requests, 0 KiB, 0 objects read

stopped
  0 of 0 checks passed; 0 requests, 0 KiB, 0 objects read
`,
    );
  });

  test('colours only when asked to', () => {
    const report = reportWith({ complete: true, findings: ['critical'] });

    expect(textReport(report, { colour: true })).toContain('\u001B[1;31mCRITICAL\u001B[0m');
    expect(textReport(report, { colour: false })).not.toContain('\u001B');
  });
});
