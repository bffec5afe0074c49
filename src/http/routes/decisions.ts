import { z } from 'zod';
import { decisionDetail, DecisionDetail, decisionItem, DecisionPage } from '../decision-answer.ts';
import { requiredDecision } from '../find.ts';
import { mapPage, pageQuery, pageRequest } from '../paging.ts';
import { decisionPath } from '../path-params.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';

export const listDecisions = jsonRoute({
  name: 'api-decisions',
  method: 'GET',
  path: 'api/decisions',
  summary: 'What was decided at each moment, newest first: what is sent, and what is not and why',
  params: none,
  query: z.strictObject(pageQuery),
  answer: DecisionPage,
  handle: async ({ history }, { query }) =>
    mapPage(await history.decisions(pageRequest(query)), decisionItem),
});

export const getDecision = jsonRoute({
  name: 'api-decision',
  method: 'GET',
  path: 'api/decisions/{id}',
  summary: 'What was decided at one moment: what is sent, and all that is not and why',
  params: decisionPath,
  query: none,
  answer: DecisionDetail,
  handle: async ({ history }, { params: { id } }) => decisionDetail(await requiredDecision(history, id)),
});
