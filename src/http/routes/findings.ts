import { z } from 'zod';
import { severities } from '../../model.ts';
import type { FindingFilter, FoundFindings } from '../../report/select-findings.ts';
import {
  findingGroups,
  findingSortKey,
  findingSorts,
  groupFindings,
  groupSortKey,
  openStates,
  selectFindings,
} from '../../report/select-findings.ts';
import { orders, sortedBy } from '../../report/sort-key.ts';
import type { HttpDeps } from '../deps.ts';
import { requireKnownCheck } from '../find.ts';
import { findingItem, FindingGroupPage, FindingPage } from '../finding-answer.ts';
import { mapPage, pageOfSorted, pageQuery } from '../paging.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';
import { oneOf, someOf } from '../words.ts';

const query = z.strictObject({
  ...pageQuery,
  severity: someOf(severities).optional().describe('only findings of these severities'),
  check: z.string().optional().describe('only findings of this check'),
  state: someOf(openStates)
    .optional()
    .describe(
      'only findings in these states against the audit before; `unknown`: the newest audit could not see it',
    ),
  suppressed: oneOf(['yes', 'no'])
    .transform((word) => word === 'yes')
    .optional()
    .describe('only findings that are suppressed, or only those that are not; both without it'),
  client: z
    .string()
    .min(1, 'Expected part of the name of a client.')
    .optional()
    .describe('only findings caused by a client or user whose name contains this, whatever its case'),
  cluster: z.string().optional().describe('only clusters whose name contains this, whatever its case'),
  tag: z
    .string()
    .min(1, 'Expected name=value, or the name of a tag.')
    .optional()
    .describe('only clusters with this tag in Azure: `name=value`, or `name` for any value'),
  sort: oneOf(findingSorts)
    .optional()
    .describe(
      '`severity` without it; groups have an order of their own: the worst first, then those of most findings',
    ),
  order: oneOf(orders).optional().describe('`asc` without it: the worst, the oldest, or the first by name'),
  group: oneOf(findingGroups)
    .optional()
    .describe('answers `groups` of findings that have this in common in place of `items`'),
});

export const listFindings = jsonRoute({
  name: 'api-findings',
  method: 'GET',
  path: 'api/findings',
  summary: 'Open findings over the fleet, those of the newest audit of each cluster',
  params: none,
  query,
  answer: z.union([FindingPage, FindingGroupPage]),
  async handle({ history, checks }: HttpDeps, { query }) {
    requireKnownCheck(checks, query.check);
    const [latest, open] = await Promise.all([history.latest(), history.openFindings()]);
    const found = selectFindings(latest, open, query satisfies FindingFilter);
    return query.group === undefined ? pageOfFindings(found, query) : pageOfGroups(found, query, query.group);
  },
});

type FindingQuery = z.output<typeof query>;

function pageOfFindings(
  { findings, leftOut, notAudited }: FoundFindings,
  query: FindingQuery,
): z.input<typeof FindingPage> {
  const { sort = 'severity', order = 'asc' } = query;
  const keyOf = (finding: (typeof findings)[number]) => findingSortKey(finding, sort);
  const list = { name: `findings:${sort}`, items: sortedBy(findings, keyOf, order), keyOf, order };
  return { ...mapPage(pageOfSorted(list, query), findingItem), leftOut, notAudited };
}

function pageOfGroups(
  { findings, leftOut, notAudited }: FoundFindings,
  query: FindingQuery,
  group: (typeof findingGroups)[number],
): z.input<typeof FindingGroupPage> {
  const { order = 'asc' } = query;
  const groups = sortedBy(groupFindings(findings, group), groupSortKey, order);
  const list = { name: `findings-by-${group}`, items: groups, keyOf: groupSortKey, order };
  const { items, ...rest } = pageOfSorted(list, query);
  return { groups: items, ...rest, leftOut, notAudited };
}
