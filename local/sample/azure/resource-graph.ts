/** `POST /providers/Microsoft.ResourceGraph/resources`: finds resources by a query, page by page. */
import { z } from 'zod';
import { managementGroup, subscriptions, tenantId, workspaceIdOf, workspaces } from '../estate.ts';
import type { Story } from '../story.ts';
import { jsonOf } from './json.ts';
import { failure, ok, throttled } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import { graphRowOf } from './managed-cluster.ts';
import { QueryRefused } from './query.ts';
import type { LogTable, RunQuery } from './query.ts';
import type { Take } from './quota.ts';

export interface ResourceGraph {
  readonly stories: readonly Story[];
  readonly runQuery: RunQuery;
  readonly take: Take;
  readonly now: () => Date;
}

const Body = z.object({
  query: z.string(),
  subscriptions: z.array(z.string()).optional(),
  managementGroups: z.array(z.string()).optional(),
  options: z
    .object({
      $top: z.number().int().min(1).optional(),
      $skip: z.number().int().min(0).optional(),
      $skipToken: z.string().optional(),
      resultFormat: z.enum(['objectArray', 'table']).optional(),
    })
    .optional(),
});
type Body = z.infer<typeof Body>;

// https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data
const largestPage = 1000;
const quotaWindow = '00:00:05';

export function resourceGraphAnswer(graph: ResourceGraph, text: string): AzureAnswer {
  const wait = graph.take('resourceGraph', 'identity');
  if (wait > 0) {
    const { headers, ...answer } = throttled(wait, 'RateLimiting');
    return {
      ...answer,
      headers: { ...headers, 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': quotaWindow },
    };
  }
  const body = Body.safeParse(jsonOf(text));
  if (!body.success) return failure(400, 'BadRequest', 'Please provide below info when asking for support.');
  try {
    return ok(pageOf(graph, body.data));
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return {
      status: 400,
      body: {
        error: {
          code: 'BadRequest',
          message: 'Please provide below info when asking for support.',
          details: [{ code: 'InvalidQuery', message: error.message }],
        },
      },
    };
  }
}

function pageOf(graph: ResourceGraph, body: Body): object {
  const { query, options = {} } = body;
  const { columns, rows } = graph.runQuery(query, tablesFor(graph.stories, body), graph.now());
  const top = Math.min(options.$top ?? largestPage, largestPage);
  const from = options.$skipToken === undefined ? (options.$skip ?? 0) : offsetIn(options.$skipToken);
  // Without an order of its own a query has another one each time it is asked.
  const ordered = /\b(?:order|sort)\s+by\b/i.test(query) || from === 0 ? rows : rows.toReversed();
  const page = ordered.slice(from, from + top);
  const more = from + page.length < rows.length;
  // Paging needs the column that makes rows unique.
  const pages = more && columns.some(({ name }) => name === 'id');
  return {
    totalRecords: rows.length,
    count: page.length,
    resultTruncated: more && !pages ? 'true' : 'false',
    ...(pages ? { $skipToken: tokenOf(from + page.length) } : {}),
    facets: [],
    data:
      options.resultFormat === 'table'
        ? { columns, rows: page }
        : page.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]]))),
  };
}

/** Only what the identity may read, and of that only what was asked for. */
function tablesFor(stories: readonly Story[], asked: Body): readonly LogTable[] {
  const ids = idsIn(asked);
  const within = ({ subscriptionId }: Readonly<Record<string, unknown>>): boolean =>
    typeof subscriptionId === 'string' && ids.has(subscriptionId.toLowerCase());
  const tables = {
    resources: [...stories.map(graphRowOf), ...workspaceRows].filter(within),
    resourcecontainers: subscriptionRows.filter(within),
  };
  // Here names of tables may be written in any case; both usual ones will do.
  return [
    { name: 'resources', columns: resourceColumns, rows: tables.resources },
    { name: 'Resources', columns: resourceColumns, rows: tables.resources },
    { name: 'resourcecontainers', columns: resourceColumns, rows: tables.resourcecontainers },
    { name: 'ResourceContainers', columns: resourceColumns, rows: tables.resourcecontainers },
  ];
}

function idsIn({ subscriptions: named, managementGroups }: Body): ReadonlySet<string> {
  if (named !== undefined) return new Set(named.map((id) => id.toLowerCase()));
  const all = managementGroups === undefined || managementGroups.includes(managementGroup);
  return new Set(all ? Object.values(subscriptions).map(({ id }) => id.toLowerCase()) : []);
}

const resourceColumns = [
  ...[
    'id',
    'name',
    'type',
    'tenantId',
    'kind',
    'location',
    'resourceGroup',
    'subscriptionId',
    'managedBy',
  ].map((name) => ({ name, type: 'string' })),
  ...['sku', 'plan', 'properties', 'tags', 'identity', 'zones', 'extendedLocation', 'systemData'].map(
    (name) => ({
      name,
      type: 'dynamic',
    }),
  ),
];

const workspaceRows = workspaces.map((workspace) => ({
  id: workspaceIdOf(workspace),
  name: workspace.name,
  type: 'microsoft.operationalinsights/workspaces',
  tenantId,
  location: workspace.location,
  resourceGroup: workspace.resourceGroup.toLowerCase(),
  subscriptionId: subscriptions[workspace.subscription].id,
  properties: { customerId: workspace.customerId, provisioningState: 'Succeeded' },
}));

const subscriptionRows = Object.values(subscriptions).map(({ id, displayName }) => ({
  id: `/subscriptions/${id}`,
  name: displayName,
  type: 'microsoft.resources/subscriptions',
  tenantId,
  subscriptionId: id,
  properties: { state: 'Enabled' },
}));

function tokenOf(offset: number): string {
  return Buffer.from(JSON.stringify({ offset })).toString('base64');
}

function offsetIn(token: string): number {
  const parsed = z.object({ offset: z.number() }).safeParse(jsonOf(Buffer.from(token, 'base64').toString()));
  return parsed.success ? parsed.data.offset : 0;
}
