/** What becomes a test case of a cluster: each of its checks, or that it was not audited at all. */
import type { ReportCluster, ReportFinding, ReportVerdict } from '../audit-report.ts';
import { resourceLine } from '../plain-line.ts';
import type { TestCase } from './test-case.ts';
import { testCase } from './test-case.ts';

export function unseenCase(part: string): TestCase {
  const name = 'the whole fleet is seen';
  return testCase({ name, classname: 'fleet', result: 'error', type: 'fleet-not-seen', message: part });
}

/** A cluster that has nothing to audit, because it is stopped, is no error. */
export function notAuditedCase(cluster: ReportCluster): TestCase {
  const { name, state, why = `Its state is ${state}.` } = cluster;
  return testCase({
    name: 'the cluster is audited',
    classname: name,
    result: state === 'skipped' ? 'skipped' : 'error',
    type: state,
    message: why,
    notes: cluster.outOfSight.map(outOfSightLine),
  });
}

export function checkCase(
  cluster: ReportCluster,
  verdict: ReportVerdict,
  category: string | undefined,
): TestCase {
  const { check, outcome, reason, detail = '', remedy = '', why = '' } = verdict;
  const at = {
    name: check,
    classname: category === undefined ? cluster.name : `${cluster.name}.${category}`,
  };
  if (outcome === 'notApplicable') {
    return testCase({
      ...at,
      result: 'skipped',
      message: `Does not apply: ${why}`,
      notes: notesOf(cluster, check),
    });
  }
  const unseen = reason === undefined ? null : `Unknown (${reason}): ${detail} ${remedy}`;
  const open = cluster.findings.filter(
    (finding) => finding.check === check && finding.suppression === undefined,
  );
  const [worst] = open;
  if (worst !== undefined) {
    return testCase({
      ...at,
      result: 'failure',
      type: worst.severity,
      message: worst.summary,
      lines: open.flatMap(findingLines),
      notes: [...notesOf(cluster, check), ...(unseen === null ? [] : [unseen])],
    });
  }
  const notes = notesOf(cluster, check);
  // Also where all that was seen is suppressed and there may be more: nobody can say that it passes.
  return unseen === null
    ? testCase({ ...at, result: null, notes })
    : testCase({ ...at, result: 'skipped', message: unseen, notes });
}

function findingLines(finding: ReportFinding): readonly string[] {
  const { severity, baselineState, resource, summary, remediation } = finding;
  return [
    `${severity.toUpperCase()} (${baselineState}) ${resourceLine(resource)}: ${summary}`,
    `→ ${remediation.summary} ${remediation.learnMore}`,
  ];
}

/** What there is to say of a check beside its open findings. */
function notesOf({ findings, outOfSight, resolved }: ReportCluster, check: string): readonly string[] {
  const ofCheck = (finding: { readonly check: string }): boolean => finding.check === check;
  return [
    ...findings.filter(ofCheck).flatMap(suppressionLines),
    ...outOfSight.filter(ofCheck).map(outOfSightLine),
    ...resolved.filter(ofCheck).map(({ summary }) => `RESOLVED: ${summary}`),
  ];
}

function suppressionLines({ summary, suppression }: ReportFinding): readonly string[] {
  if (suppression === undefined) return [];
  const { owner, expires, reason, id } = suppression;
  return [`SUPPRESSED by ${owner} until ${expires} (${id}: ${reason}): ${summary}`];
}

function outOfSightLine({ summary, lastSeen }: ReportCluster['outOfSight'][number]): string {
  return `OUT OF SIGHT since ${lastSeen}, counts as open: ${summary}`;
}
