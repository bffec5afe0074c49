/** Azure Resource Graph: one query over many subscriptions, all pages or an error, never a part. */
import * as z from 'zod';
import { formatCount } from '../shared/format.ts';
import { ReadError } from '../shared/errors.ts';
import type { Arm, ArmRequest } from './arm.ts';
import { azureAnswer } from './answers.ts';
import { refusedBy } from './refusals.ts';

/** Where a query looks; without either of both, everywhere the identity can read. */
export interface GraphScope {
  readonly subscriptions?: readonly string[];
  readonly managementGroups?: readonly string[];
}

export interface GraphQuery<T> {
  /** Kusto; it must project `id` and order by it, or paging loses rows. */
  readonly query: string;
  readonly scope: GraphScope;
  readonly row: z.ZodType<T>;
  /** What is read, in words for people. */
  readonly what: string;
  readonly signal: AbortSignal;
}

// https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data
const rowsPerPage = 1000;
/** Subscriptions in one request: https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources */
const subscriptionsPerRequest = 1000;
/** A fleet is thousands of clusters; a hundred thousand rows are a mistake in the query. */
const mostPages = 100;

/** All rows, in the order of their ids within each thousand of subscriptions. */
export async function queryGraph<T>(arm: Arm, query: GraphQuery<T>): Promise<readonly T[]> {
  const { subscriptions, ...everywhere } = query.scope;
  if (subscriptions === undefined) return await allPages(arm, query, everywhere);
  const rows: T[] = [];
  for (let from = 0; from < subscriptions.length; from += subscriptionsPerRequest) {
    const some = subscriptions.slice(from, from + subscriptionsPerRequest);
    rows.push(...(await allPages(arm, query, { subscriptions: some })));
  }
  return rows;
}

/** Whether Resource Graph says that none of the subscriptions that were asked for can be read. */
export function isEmptyScope(error: unknown): boolean {
  const said = refusedBy(error)?.said ?? [];
  return said.some(({ code }) => code === 'NoValidSubscriptionsInQueryRequest');
}

const pageSchema = z.object({
  totalRecords: z.number(),
  // Text: https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources
  resultTruncated: z.enum(['true', 'false']),
  $skipToken: z.string().nullish(),
  data: z.array(z.unknown()),
});

async function allPages<T>(arm: Arm, query: GraphQuery<T>, scope: GraphScope): Promise<readonly T[]> {
  const rows: T[] = [];
  let token: string | null = null;
  for (let number = 1; number <= mostPages; number += 1) {
    const { page, subscriptionsLeftOut } = await onePage(arm, query, scope, token);
    const asked = { service, what: query.what, role: '', scope: '' };
    rows.push(...page.data.map((row) => azureAnswer(query.row, row, asked)));
    if (subscriptionsLeftOut)
      throw truncated(query.what, 'more subscriptions are in scope than one query covers');
    token = page.$skipToken || null;
    if (token === null) {
      if (page.resultTruncated === 'true' || rows.length < page.totalRecords) {
        const why = `${formatCount(rows.length)} of ${formatCount(page.totalRecords)} rows were given`;
        throw truncated(query.what, why);
      }
      return rows;
    }
  }
  throw truncated(query.what, `there are more than ${mostPages} pages`);
}

async function onePage(
  arm: Arm,
  { query, what, signal }: GraphQuery<unknown>,
  scope: GraphScope,
  token: string | null,
) {
  const options = { resultFormat: 'objectArray', $top: rowsPerPage };
  const request: ArmRequest = {
    method: 'POST',
    path: '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01',
    body: { ...scope, query, options: token === null ? options : { ...options, $skipToken: token } },
    what,
    role: 'Reader',
    signal,
  };
  const answer = await arm.send(request);
  return {
    page: azureAnswer(pageSchema, answer.document, { service, what, role: '', scope: '' }),
    subscriptionsLeftOut: answer.header('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true',
  };
}

const service = 'Azure Resource Graph';

function truncated(what: string, why: string): ReadError {
  return new ReadError(
    'truncated',
    `Azure Resource Graph does not give all of ${what}: ${why}.`,
    'Name the subscriptions or management groups of the fleet in the settings, and fewer of them.',
  );
}
