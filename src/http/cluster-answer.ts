/** A cluster as the API tells it. */
import { z } from 'zod';
import { outcomes, severities } from '../model.ts';
import type { AuditResult, Headline, LatestAudit } from '../model.ts';
import { Load, ReportFinding, ReportVerdict } from '../report/audit-report.ts';
import { reportFindings, reportVerdict } from '../report/make-report.ts';
import { clusterFacts, clusterSource, evidenceStatus, notAudited } from '../store/schemas.ts';

/** The figures of an audit; what was not seen is null. */
export const Figures = z.object({
  score: z.number().nullable().describe('0–100; null when too little could be seen'),
  coverage: z.number().nullable().describe('share of the checks that could be judged, 0–1'),
  findings: z
    .partialRecord(z.enum(severities), z.int())
    .nullable()
    .describe('open findings by severity; null when the cluster was never audited'),
  suppressed: z.int().nullable().describe('findings that are suppressed, which `findings` leaves out'),
  etcdBytes: z.number().nullable().describe('size of the main etcd database'),
  etcdUsed: z
    .number()
    .nullable()
    .describe('share of its quota that the fullest etcd uses, as Azure measures it, 0–1'),
  kubernetesVersion: z.string().nullable(),
});

export const ClusterItem = z.object({
  key: z.string(),
  name: z.string(),
  ...Figures.shape,
  at: z.iso.datetime().nullable().describe('when the newest audit ended; null when there is none'),
  auditId: z.string().nullable(),
  sweepId: z.string().nullable(),
  facts: clusterFacts
    .nullable()
    .describe('what Azure says of it; null when it was not asked or did not answer'),
  outcomes: z
    .record(z.string(), z.enum(outcomes))
    .nullable()
    .describe('of the newest audit, by check; null when there is none'),
  notAudited: z
    .exactOptional(notAudited)
    .describe('the newest sweep did not audit it: the figures are of an older audit'),
});

export const ClusterDetail = z.object({
  ...ClusterItem.shape,
  source: clusterSource,
  newestAudit: z
    .object({
      verdicts: z.array(ReportVerdict).describe('one a check'),
      findings: z.array(ReportFinding).describe('worst first'),
      evidence: z.array(evidenceStatus).readonly().describe('what was read, or why not'),
      load: Load.describe('what the audit cost the API server'),
    })
    .nullable()
    .describe('null when the cluster was never audited, or the audit is no longer kept'),
});

/** The figures of a headline; all null when there is none. */
export function figuresOf(headline: Headline | null): z.infer<typeof Figures> {
  return {
    score: headline?.score ?? null,
    coverage: headline?.coverage ?? null,
    findings: headline?.findings ?? null,
    suppressed: headline?.suppressed ?? null,
    etcdBytes: headline?.etcdBytes ?? null,
    etcdUsed: headline?.etcdUsed ?? null,
    kubernetesVersion: headline?.kubernetesVersion ?? null,
  };
}

export function clusterItem({ cluster, newest, notAudited }: LatestAudit): z.input<typeof ClusterItem> {
  return {
    key: cluster.key,
    name: cluster.name,
    ...figuresOf(newest?.headline ?? null),
    at: newest?.at ?? null,
    auditId: newest?.id ?? null,
    // One audit a sweep and cluster: they share the id.
    sweepId: newest?.id ?? null,
    facts: newest?.facts ?? null,
    outcomes: newest?.outcomes ?? null,
    ...(notAudited === undefined ? {} : { notAudited }),
  };
}

export function clusterDetail(latest: LatestAudit, audit: AuditResult | null): z.input<typeof ClusterDetail> {
  return {
    ...clusterItem(latest),
    source: latest.cluster.source,
    newestAudit:
      audit === null
        ? null
        : {
            verdicts: audit.verdicts.map(reportVerdict),
            findings: reportFindings(audit),
            evidence: audit.evidence,
            load: audit.load,
          },
  };
}
