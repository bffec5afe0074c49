/** An identity that lacks one right, for tests of what goes wrong: each service says no in its own way. */
import { failure, forbidden, ok } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import { insufficientAccess } from './log-errors.ts';
import type { RequestKind } from './request-counts.ts';
import type { AzureRequest, Fault } from './service.ts';

/** Refuses whatever takes this action of Azure. */
export function withoutAction(action: string): Fault {
  const refusal = refusals[action.toLowerCase()];
  if (refusal === undefined) throw new Error(`No simulated service takes the action ${action}.`);
  return (kind, request) => (refusal.kinds.includes(kind) ? refusal.answer(request, action) : null);
}

interface Refusal {
  readonly kinds: readonly RequestKind[];
  /** Null where the request is not about the action after all. */
  answer(request: AzureRequest, action: string): AzureAnswer | null;
}

const byManager = ({ path }: AzureRequest, action: string): AzureAnswer =>
  forbidden(action, path.replace(/\/providers\/microsoft\.insights\/.*$/i, ''));

/** https://learn.microsoft.com/azure/governance/resource-graph/overview: what may not be read is left out without a word. */
const nothing = ok({ totalRecords: 0, count: 0, resultTruncated: 'false', facets: [], data: [] });
const noSubscription = failure(
  400,
  'NoValidSubscriptionsInQueryRequest',
  'There must be at least one subscription.',
);

const refusals: Readonly<Record<string, Refusal>> = {
  'microsoft.resources/subscriptions/read': {
    kinds: ['resourceGraph'],
    answer: () => noSubscription,
  },
  'microsoft.containerservice/managedclusters/read': {
    kinds: ['resourceGraph'],
    answer: ({ text }) => (/microsoft\.containerservice\/managedclusters/i.test(text) ? nothing : null),
  },
  'microsoft.containerservice/managedclusters/listclusterusercredential/action': {
    kinds: ['userCredential'],
    answer: byManager,
  },
  'microsoft.insights/diagnosticsettings/read': { kinds: ['diagnosticSettings'], answer: byManager },
  'microsoft.insights/metrics/read': { kinds: ['metricsBatch'], answer: byManager },
  'microsoft.operationalinsights/workspaces/read': { kinds: ['workspace'], answer: byManager },
  'microsoft.operationalinsights/workspaces/tables/read': { kinds: ['workspaceTables'], answer: byManager },
  'microsoft.operationalinsights/workspaces/query/read': {
    kinds: ['logQuery', 'logSearch'],
    answer: insufficientAccess,
  },
  'microsoft.operationalinsights/workspaces/tables/data/read': {
    kinds: ['logQuery', 'logSearch'],
    answer: insufficientAccess,
  },
};
