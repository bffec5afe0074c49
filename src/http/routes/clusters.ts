import { z } from 'zod';
import type { LatestAudit } from '../../model.ts';
import { clusterSortKey, orderOf, selectClusters } from '../../report/select-clusters.ts';
import { requiredLatest, requireKnownCheck } from '../find.ts';
import { mapPage, pageOfSorted, pageQuery, pageSchema } from '../paging.ts';
import { clusterPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';
import { ClusterDetail, clusterDetail, ClusterItem, clusterItem } from '../cluster-answer.ts';
import { clusterFilterShape, clusterSortShape } from '../cluster-query.ts';

export const ClusterPage = pageSchema(ClusterItem);

export const listClusters = jsonRoute({
  name: 'api-clusters',
  method: 'GET',
  path: 'api/clusters',
  summary: 'Newest state of every cluster',
  params: none,
  query: z.strictObject({ ...pageQuery, ...clusterFilterShape, ...clusterSortShape }),
  answer: ClusterPage,
  async handle({ history, checks }, { query }) {
    requireKnownCheck(checks, query.check);
    const asked = { ...query, sort: query.sort ?? 'name' };
    const list = {
      name: `clusters:${asked.sort}`,
      items: selectClusters(await history.latest(), asked),
      keyOf: (latest: LatestAudit) => clusterSortKey(latest, asked.sort),
      order: orderOf(asked),
    };
    return mapPage(pageOfSorted(list, query), clusterItem);
  },
});

export const getCluster = jsonRoute({
  name: 'api-cluster',
  method: 'GET',
  path: 'api/clusters/{key}',
  summary: 'Newest state of one cluster with verdicts, findings and evidence',
  params: clusterPath,
  query: none,
  answer: ClusterDetail,
  async handle({ history }, { params }) {
    const latest = await requiredLatest(history, params.key);
    const audit = latest.newest === null ? null : await history.audit(params.key, latest.newest.id);
    return clusterDetail(latest, audit);
  },
});
