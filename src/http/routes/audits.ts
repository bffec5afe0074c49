import { z } from 'zod';
import type { AuditSummary } from '../../store/history.ts';
import { auditResult } from '../../store/schemas.ts';
import { Load } from '../../report/audit-report.ts';
import { Figures, figuresOf } from '../cluster-answer.ts';
import { missing, requiredLatest } from '../find.ts';
import { mapPage, pageQuery, pageRequest, pageSchema } from '../paging.ts';
import { auditPath, clusterPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';

export const AuditItem = z.object({
  id: z.string(),
  sweepId: z.string(),
  at: z.iso.datetime().describe('when the audit ended'),
  ...Figures.shape,
  load: Load.describe('what the audit cost the API server'),
});

export const AuditPage = pageSchema(AuditItem);

export const listAudits = jsonRoute({
  name: 'api-cluster-audits',
  method: 'GET',
  path: 'api/clusters/{key}/audits',
  summary: 'Audits of a cluster, newest first',
  params: clusterPath,
  query: z.strictObject(pageQuery),
  answer: AuditPage,
  async handle({ history }, { params, query }) {
    await requiredLatest(history, params.key);
    return mapPage(await history.audits(params.key, pageRequest(query)), auditItem);
  },
});

export const getAudit = jsonRoute({
  name: 'api-cluster-audit',
  method: 'GET',
  path: 'api/clusters/{key}/audits/{id}',
  summary: 'One audit whole: verdicts, findings with remediation, evidence',
  params: auditPath,
  query: none,
  answer: auditResult,
  async handle({ history }, { params }) {
    const audit = await history.audit(params.key, params.id);
    return audit ?? missing('audit', params.id, 'GET /api/clusters/{key}/audits lists those of a cluster');
  },
});

function auditItem({ id, sweepId, at, headline }: AuditSummary): z.input<typeof AuditItem> {
  return { id, sweepId, at, ...figuresOf(headline), load: headline.load };
}
