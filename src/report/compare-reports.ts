/** One report against an earlier one: what is new, what is still there, what is gone, and what nobody can say. */
import * as z from 'zod';
import { isWorse, ledgerStates } from '../model.ts';
import { UsageError } from '../shared/errors.ts';
import type { AuditReport, EarlierFinding, ReportCluster, ReportFinding } from './audit-report.ts';
import { ReportFinding as findingSchema } from './audit-report.ts';
import { nothingSeen } from './make-report.ts';

const { check, severity, confidence, resource, summary, culprit, suppression, firstSeen, fingerprint } =
  findingSchema.shape;
const KnownFinding = z.object({
  check,
  severity,
  summary,
  fingerprint,
  resource: z.exactOptional(resource),
  confidence: z.exactOptional(confidence),
  culprit,
  suppression,
  firstSeen,
});
type KnownFinding = z.infer<typeof KnownFinding>;

/** What of an earlier report counts, also of one that was written before reports had more than that. */
const Baseline = z.object({
  schemaVersion: z.literal(1),
  sweep: z.object({ id: z.string(), closedAt: z.iso.datetime() }),
  clusters: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      state: z.enum(ledgerStates),
      findings: z.array(KnownFinding),
      outOfSight: z.array(KnownFinding).default([]),
    }),
  ),
});
export type Baseline = z.infer<typeof Baseline>;
type KnownCluster = Baseline['clusters'][number];

/** Reads the text of an earlier JSON report; throws `UsageError` for what is none. `source` names it in the error. */
export function parseBaseline(text: string, source: string): Baseline {
  const parsed = Baseline.safeParse(jsonOf(text, source));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'It' : issue.path.join('.');
  throw new UsageError([
    `${source} is no report of this product: ${where}: ${issue?.message ?? 'wrong'}. Give a file that --format json wrote.`,
  ]);
}

function jsonOf(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError([`${source} is not JSON. Give a file that --format json wrote.`], { cause: error });
  }
}

/** The report with the states of its findings against the baseline. Clusters that only the baseline has are added. */
export function against(baseline: Baseline, report: AuditReport): AuditReport {
  const { id, closedAt } = baseline.sweep;
  const before = new Map(baseline.clusters.map((cluster) => [cluster.key, cluster]));
  const now = new Set(report.clusters.map(({ key }) => key));
  return {
    ...report,
    comparedWith: { kind: 'report', sweepId: id, closedAt },
    clusters: [
      ...report.clusters.map((cluster) => compared(cluster, before.get(cluster.key), closedAt)),
      ...baseline.clusters
        .filter(({ key, state }) => !now.has(key) && state !== 'vanished')
        .map((cluster) => vanished(cluster, closedAt)),
    ],
  };
}

function compared(cluster: ReportCluster, before: KnownCluster | undefined, at: string): ReportCluster {
  const open = before === undefined ? [] : [...before.findings, ...before.outOfSight];
  const known = new Map(open.map((finding) => [finding.fingerprint, finding]));
  const found = new Set(cluster.findings.map(({ fingerprint }) => fingerprint));
  const ruledOut = checksThatSawAll(cluster);
  const gone = [...known.values()].filter(({ fingerprint }) => !found.has(fingerprint));
  return {
    ...cluster,
    findings: cluster.findings.map((finding) => withState(finding, known.get(finding.fingerprint), at)),
    resolved: gone.filter(({ check }) => ruledOut.has(check)).map((finding) => earlier(finding, at)),
    outOfSight: gone.filter(({ check }) => !ruledOut.has(check)).map((finding) => earlier(finding, at)),
  };
}

/** As judgement/compare.ts has it: only a check that ran and saw everything can rule a finding out. */
function checksThatSawAll({ verdicts }: ReportCluster): ReadonlySet<string> {
  return new Set(
    verdicts
      .filter(({ outcome, reason }) => outcome !== 'unknown' && reason === undefined)
      .map(({ check }) => check),
  );
}

function withState(finding: ReportFinding, known: KnownFinding | undefined, at: string): ReportFinding {
  if (known === undefined) return { ...finding, baselineState: 'new' };
  return {
    ...finding,
    baselineState: 'unchanged',
    firstSeen: known.firstSeen ?? at,
    ...(known.severity === finding.severity ? {} : { severityBefore: known.severity }),
  };
}

function earlier({ firstSeen, ...finding }: KnownFinding, at: string): EarlierFinding {
  return { ...finding, firstSeen: firstSeen ?? at, lastSeen: at };
}

function vanished(cluster: KnownCluster, at: string): ReportCluster {
  return {
    key: cluster.key,
    name: cluster.name,
    state: 'vanished',
    why: 'The report that this one is compared with has it, and this sweep did not find it.',
    ...nothingSeen,
    outOfSight: [...cluster.findings, ...cluster.outOfSight].map((finding) => earlier(finding, at)),
  };
}

/** Whether the baseline has not got the finding, or had it as a milder one. */
export function isNewOrWorse({ baselineState, severity, severityBefore }: ReportFinding): boolean {
  if (baselineState === 'new') return true;
  return severityBefore !== undefined && isWorse(severity, severityBefore);
}
