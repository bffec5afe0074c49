/** The report of one sweep as data: what `npm run audit -- --format json` prints. */
import * as z from 'zod';
import type { AuditResult, CheckVerdict, Finding, LedgerEntry, Sweep } from '../model.ts';
import { baselineStates, ledgerStates, severities } from '../model.ts';
import { unknownReasons } from '../shared/errors.ts';

const Load = z.object({
  requests: z.int().describe('HTTP requests sent to the API server, retries included'),
  bytes: z.int().describe('bytes received on the wire'),
  objects: z.int().describe('Kubernetes objects read'),
});

const Measure = z.object({ value: z.number(), unit: z.string(), source: z.url() });

const ReportFinding = z.object({
  check: z.string(),
  severity: z.enum(severities),
  confidence: z.enum(['measured', 'sampled', 'inferred']),
  baselineState: z.enum(baselineStates),
  resource: z.object({
    kind: z.string(),
    name: z.string(),
    namespace: z.string().optional(),
    part: z.string().optional(),
  }),
  summary: z.string(),
  observed: z.object({ text: z.string(), value: z.number().optional(), unit: z.string().optional() }),
  threshold: Measure.optional(),
  culprit: z.object({ kind: z.string(), name: z.string() }).optional(),
  since: z.iso.datetime().optional().describe('since when, where the evidence itself tells'),
  excerpts: z.array(z.object({ label: z.string(), value: z.string() })),
  remediation: z.object({
    summary: z.string(),
    steps: z.array(
      z.object({ text: z.string(), command: z.string().optional(), manifest: z.string().optional() }),
    ),
    learnMore: z.url(),
  }),
  fingerprint: z.string().describe('stable identity of the finding: cluster, check and resource'),
});

const ReportVerdict = z.object({
  check: z.string(),
  outcome: z.enum(['pass', 'fail', 'unknown', 'notApplicable']),
  inspected: z.int().optional().describe('how many things were looked at, of pass and fail'),
  reason: z.enum(unknownReasons).optional().describe('why it is unknown, or why a fail saw only part'),
  detail: z.string().optional(),
  remedy: z.string().optional().describe('what would make it visible'),
  why: z.string().optional().describe('why it does not apply'),
});

const ReportCluster = z.object({
  key: z.string(),
  name: z.string(),
  state: z.enum(ledgerStates).describe('anything but audited: there are no verdicts, and why says why'),
  why: z.string().optional(),
  score: z.number().nullable().describe('0–100; null when too little could be seen'),
  coverage: z.number().describe('share of the checks that could be judged, 0–1'),
  verdicts: z.array(ReportVerdict),
  findings: z.array(ReportFinding),
  load: Load,
});

export const AuditReport = z
  .object({
    schemaVersion: z.literal(1),
    sweep: z.object({
      id: z.string(),
      startedAt: z.iso.datetime(),
      closedAt: z.iso.datetime(),
      complete: z.boolean().describe('false when a cluster could not be audited'),
      score: z.number().nullable(),
      coverage: z.number(),
      load: Load,
    }),
    clusters: z.array(ReportCluster),
  })
  .describe('Report of one sweep of the AKS Fleet Auditor');
export type AuditReport = z.infer<typeof AuditReport>;
type ReportCluster = AuditReport['clusters'][number];

/** Joins a closed sweep, its ledger and its audits; clusters in the ledger's order, findings worst first. */
export function auditReport(
  sweep: Sweep,
  ledger: readonly LedgerEntry[],
  audits: readonly AuditResult[],
): AuditReport {
  const { summary, closedAt } = sweep;
  if (summary === undefined || closedAt === undefined) throw new Error(`Sweep ${sweep.id} is not closed.`);
  const byKey = new Map(audits.map((audit) => [audit.cluster.key, audit]));
  return {
    schemaVersion: 1,
    sweep: {
      id: sweep.id,
      startedAt: sweep.startedAt,
      closedAt,
      complete: summary.complete,
      score: summary.score,
      coverage: summary.coverage,
      load: summary.load,
    },
    clusters: ledger.map((entry) => clusterOf(entry, byKey.get(entry.cluster.key))),
  };
}

/** Findings of some verdicts, worst first; equal ones keep the order of the checks. */
export function findingsWorstFirst(verdicts: readonly CheckVerdict[]): readonly Finding[] {
  const findings = verdicts.flatMap((verdict) => (verdict.outcome === 'fail' ? verdict.findings : []));
  return findings.toSorted(
    (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
  );
}

function clusterOf({ cluster, state, why }: LedgerEntry, audit: AuditResult | undefined): ReportCluster {
  const states = new Map(audit?.baseline.map((entry) => [entry.fingerprint, entry.state]));
  return {
    key: cluster.key,
    name: cluster.name,
    state,
    ...(why === undefined ? {} : { why }),
    score: audit?.score.value ?? null,
    coverage: audit?.score.coverage ?? 0,
    verdicts: (audit?.verdicts ?? []).map(verdictOf),
    findings: findingsWorstFirst(audit?.verdicts ?? []).map((finding) => ({
      ...structuredClone(finding),
      baselineState: states.get(finding.fingerprint) ?? 'new',
    })) as ReportCluster['findings'], // Readonly arrays of the model are mutable ones to zod.
    load: audit?.load ?? { requests: 0, bytes: 0, objects: 0 },
  };
}

function verdictOf(verdict: CheckVerdict): ReportCluster['verdicts'][number] {
  if (verdict.outcome !== 'fail') return verdict;
  const { check, outcome, inspected, unseen } = verdict;
  return { check, outcome, inspected, ...unseen };
}
