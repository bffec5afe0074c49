/** The report of one sweep as data, from which every format is written: `--format json`, `GET /api/reports/fleet`. */
import * as z from 'zod';
import { baselineStates, culpritKinds, ledgerStates, severities, units } from '../model.ts';
import { Insights } from './insights/insights.ts';
import { unknownReasons } from '../shared/errors.ts';

export const Load = z.object({
  requests: z.int().describe('HTTP requests sent to the API server, retries included'),
  bytes: z.int().describe('bytes received on the wire'),
  objects: z.int().describe('Kubernetes objects read'),
});

const severity = z.enum(severities);
const unit = z.enum(units);
const confidence = z.enum(['measured', 'sampled', 'inferred']);
const Resource = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.exactOptional(z.string()),
  part: z.exactOptional(z.string()),
});
const Culprit = z.object({ kind: z.enum(culpritKinds), name: z.string() });
const Suppression = z
  .object({ id: z.string(), owner: z.string(), reason: z.string(), expires: z.iso.datetime() })
  .describe('somebody decided to live with it for a while: it is shown, and costs no points');
const fingerprint = z.string().describe('stable identity of the finding: cluster, check and resource');
const firstSeen = z.iso.datetime().describe('when an audit first found it');

/** A finding as clients get it. */
export const ReportFinding = z.object({
  check: z.string(),
  severity,
  confidence,
  baselineState: z.enum(baselineStates),
  severityBefore: z
    .exactOptional(severity)
    .describe('its severity in the report that this one is compared with, where that was another'),
  firstSeen: z.exactOptional(firstSeen),
  resource: Resource,
  summary: z.string(),
  observed: z.object({
    text: z.string(),
    value: z.exactOptional(z.number()),
    unit: z.exactOptional(unit),
  }),
  threshold: z.exactOptional(z.object({ value: z.number(), unit, source: z.url() })),
  culprit: z.exactOptional(Culprit),
  since: z.exactOptional(z.iso.datetime()).describe('since when, where the evidence itself tells'),
  excerpts: z.array(z.object({ label: z.string(), value: z.string() })),
  remediation: z.object({
    summary: z.string(),
    steps: z.array(
      z.object({
        text: z.string(),
        command: z.exactOptional(z.string()),
        manifest: z.exactOptional(z.string()),
        kql: z.exactOptional(z.string()),
      }),
    ),
    learnMore: z.url(),
  }),
  suppression: z.exactOptional(Suppression),
  fingerprint,
});
export type ReportFinding = z.infer<typeof ReportFinding>;

/** A finding that an earlier audit found and this one did not. */
const EarlierFinding = z.object({
  check: z.string(),
  severity,
  confidence: z.exactOptional(confidence),
  resource: z.exactOptional(Resource),
  summary: z.string(),
  culprit: z.exactOptional(Culprit),
  suppression: z.exactOptional(Suppression),
  firstSeen,
  lastSeen: z.iso.datetime(),
  fingerprint,
});
export type EarlierFinding = z.infer<typeof EarlierFinding>;

/** A verdict as clients get it; its findings are in a list of their own. */
export const ReportVerdict = z.object({
  check: z.string(),
  outcome: z.enum(['pass', 'fail', 'unknown', 'notApplicable']),
  inspected: z.exactOptional(z.int()).describe('how many things were looked at, of pass and fail'),
  reason: z.exactOptional(z.enum(unknownReasons)).describe('why it is unknown, or why a fail saw only part'),
  detail: z.exactOptional(z.string()),
  remedy: z.exactOptional(z.string()).describe('what would make it visible'),
  why: z.exactOptional(z.string()).describe('why it does not apply'),
});
export type ReportVerdict = z.infer<typeof ReportVerdict>;

const score = z.number().nullable().describe('0–100; null when too little could be seen');
const unsuppressed = z.number().nullable().describe('the score as if nothing were suppressed');

export const ReportCluster = z.object({
  key: z.string(),
  name: z.string(),
  state: z.enum(ledgerStates).describe('anything but audited: there are no verdicts, and why says why'),
  why: z.exactOptional(z.string()),
  facts: z
    .object({
      tier: z.string().nullable(),
      location: z.string().nullable(),
      nodes: z.number().nullable(),
      tags: z.record(z.string(), z.string()),
    })
    .nullable()
    .describe('what Azure says of it; null when it was not asked or did not answer'),
  kubernetesVersion: z.string().nullable(),
  startedAt: z.iso.datetime().nullable().describe('of its audit'),
  finishedAt: z.iso.datetime().nullable(),
  score,
  unsuppressed,
  coverage: z.number().describe('share of the checks that could be judged, 0–1'),
  verdicts: z.array(ReportVerdict),
  findings: z.array(ReportFinding).describe('worst first; suppressed ones too'),
  resolved: z.array(EarlierFinding).describe('what an earlier audit found, and this one ruled out'),
  outOfSight: z
    .array(EarlierFinding)
    .describe('what an earlier audit found, and this one could not see: it counts as open'),
  load: Load,
});
export type ReportCluster = z.infer<typeof ReportCluster>;

const ComparedWith = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }).describe('every finding is new'),
  z.object({ kind: z.literal('audits') }).describe('the last audit of each cluster in which the check ran'),
  z
    .object({ kind: z.literal('report'), sweepId: z.string(), closedAt: z.iso.datetime() })
    .describe('an earlier report'),
]);
export type ComparedWith = z.infer<typeof ComparedWith>;

export const AuditReport = z
  .object({
    schemaVersion: z.literal(1),
    sweep: z.object({
      id: z.string(),
      startedAt: z.iso.datetime(),
      closedAt: z.iso.datetime(),
      complete: z
        .boolean()
        .describe('false when a cluster could not be audited, or a part of the fleet not be seen'),
      unseen: z.array(z.string()).describe('parts of the fleet that could not be seen, a sentence each'),
      score,
      unsuppressed,
      coverage: z.number(),
      load: Load,
    }),
    comparedWith: ComparedWith.describe('what the baseline states of the findings are against'),
    clusters: z.array(ReportCluster),
    insights: z
      .exactOptional(Insights)
      .describe('what is to be told of the fleet as a whole; absent in reports of older versions'),
  })
  .describe('Report of one sweep of the AKS Fleet Auditor');
export type AuditReport = z.infer<typeof AuditReport>;
