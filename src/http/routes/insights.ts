import { Insights } from '../../report/insights/insights.ts';
import { loadInsights } from '../../report/insights/load-insights.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';

export const getInsights = jsonRoute({
  name: 'api-insights',
  method: 'GET',
  path: 'api/insights',
  summary: 'What is to be told of the fleet as a whole: shared and new clients, vanished clusters, coverage',
  params: none,
  query: none,
  answer: Insights,
  handle: ({ history, now }) => loadInsights(history, now()),
});
