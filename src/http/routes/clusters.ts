import { z } from 'zod';
import { severities } from '../../model.ts';
import type { LatestAudit } from '../../model.ts';
import { requiredLatest } from '../find.ts';
import { mapPage, pageOfAll, pageQuery, pageSchema } from '../paging.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';
import { ClusterDetail, clusterDetail, ClusterItem, clusterItem } from '../cluster-answer.ts';

export const listClusters = jsonRoute({
  name: 'api-clusters',
  method: 'GET',
  path: 'api/clusters',
  summary: 'Newest state of every cluster',
  params: none,
  query: z.strictObject({
    ...pageQuery,
    severity: z
      .string()
      .transform((text) => text.split(',').map((word) => word.trim()))
      .pipe(z.array(z.enum(severities, `Expected ${severities.join(', ')}, or several joined by commas.`)))
      .optional()
      .describe('only clusters with an open finding of one of these severities, joined by commas'),
    name: z.string().optional().describe('only clusters whose name contains this, whatever its case'),
  }),
  answer: pageSchema(ClusterItem),
  async handle({ history }, { query }) {
    const asked = (await history.latest()).filter(
      (latest) => hasSeverity(latest, query.severity) && hasName(latest, query.name),
    );
    return mapPage(
      pageOfAll('clusters', asked, ({ cluster }) => cluster.key, query),
      clusterItem,
    );
  },
});

export const getCluster = jsonRoute({
  name: 'api-cluster',
  method: 'GET',
  path: 'api/clusters/{key}',
  summary: 'Newest state of one cluster with verdicts, findings and evidence',
  params: z.strictObject({ key: z.string() }),
  query: none,
  answer: ClusterDetail,
  async handle({ history }, { params }) {
    const latest = await requiredLatest(history, params.key);
    const audit = latest.newest === null ? null : await history.audit(params.key, latest.newest.id);
    return clusterDetail(latest, audit);
  },
});

function hasSeverity({ newest }: LatestAudit, wanted: readonly (typeof severities)[number][] | undefined) {
  return wanted === undefined || wanted.some((severity) => (newest?.headline.findings[severity] ?? 0) > 0);
}

function hasName({ cluster }: LatestAudit, part: string | undefined): boolean {
  return part === undefined || cluster.name.toLowerCase().includes(part.toLowerCase());
}
