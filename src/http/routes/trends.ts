import { z } from 'zod';
import { trendsCsv } from '../../report/trends-csv.ts';
import { fleetOwner } from '../../store/history.ts';
import { formatQuery, jsonOrCsvRoute } from '../csv-route.ts';
import { requiredLatest } from '../find.ts';
import { loadMovers } from '../load-movers.ts';
import { loadTrends } from '../load-trends.ts';
import { clusterPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';
import { MoversAnswer, moversAnswer, TrendsAnswer } from '../trend-answer.ts';
import { oneFigure, trendQuery, trendsRequest } from '../trend-query.ts';
import { wholeNumber } from '../words.ts';

const query = z.strictObject({ ...trendQuery, ...formatQuery });

const details = `As CSV it has one row a point: \`at\`, \`metric\`, \`unit\`, \`value\`, \`low\`, \`high\` and \`kind\`, which is \`seen\`,
\`weekBefore\` or \`forecast\`. An empty value is one that is not known.`;

export const getTrends = jsonOrCsvRoute(
  {
    name: 'api-cluster-trends',
    method: 'GET',
    path: 'api/clusters/{key}/trends',
    summary: 'Figures of a cluster over time',
    details,
    params: clusterPath,
    query,
    answer: TrendsAnswer,
    async handle(deps, { params: { key }, query }) {
      const request = trendsRequest(query, deps.now());
      await requiredLatest(deps.history, key);
      return loadTrends(deps, key, request);
    },
  },
  trendsCsv,
);

export const getFleetTrends = jsonOrCsvRoute(
  {
    name: 'api-trends',
    method: 'GET',
    path: 'api/trends',
    summary: 'Figures of the fleet over time: means, sums or the highest over the clusters that saw them',
    details,
    params: none,
    query,
    answer: TrendsAnswer,
    handle: (deps, { query }) => loadTrends(deps, fleetOwner, trendsRequest(query, deps.now())),
  },
  trendsCsv,
);

export const getMovers = jsonRoute({
  name: 'api-trends-movers',
  method: 'GET',
  path: 'api/trends/movers',
  summary: 'Clusters whose figure changed most within some days',
  params: none,
  query: z.strictObject({
    metric: oneFigure,
    days: wholeNumber(1, 365, 7).describe('days between the two that are compared, 1 to 365; 7 without it'),
    limit: wholeNumber(1, 100, 10).describe('most clusters to answer, 1 to 100; 10 without it'),
  }),
  answer: MoversAnswer,
  handle: async (deps, { query }) => moversAnswer(await loadMovers(deps, query)),
});
