/** What the sample company has in Azure besides its clusters: tenant, subscriptions, workspaces. */
import { guidOf } from './random.ts';

export const tenantId = guidOf('contoso.example');
export const managementGroup = 'mg-contoso';

export type SubscriptionName = 'payments' | 'platform' | 'data';

interface Subscription {
  readonly id: string;
  readonly displayName: string;
}

export const subscriptions: Readonly<Record<SubscriptionName, Subscription>> = {
  payments: { id: guidOf('payments'), displayName: 'sub-contoso-payments-prod' },
  platform: { id: guidOf('platform'), displayName: 'sub-contoso-platform-prod' },
  data: { id: guidOf('data'), displayName: 'sub-contoso-data-prod' },
};

export type WorkspaceName = 'law-fleet-weu' | 'law-data-frc';

export interface Workspace {
  readonly name: WorkspaceName;
  readonly subscription: SubscriptionName;
  readonly resourceGroup: string;
  readonly location: string;
  /** What the query API knows it by. */
  readonly customerId: string;
  /** Tables that are not on the Analytics plan. */
  readonly basicTables: readonly string[];
}

export const workspaces: readonly Workspace[] = [
  {
    name: 'law-fleet-weu',
    subscription: 'platform',
    resourceGroup: 'rg-monitoring-prod',
    location: 'westeurope',
    customerId: guidOf('law-fleet-weu'),
    basicTables: [],
  },
  {
    name: 'law-data-frc',
    subscription: 'data',
    resourceGroup: 'rg-data-monitoring-prod',
    location: 'francecentral',
    customerId: guidOf('law-data-frc'),
    basicTables: ['AKSAuditAdmin'],
  },
];

/** In the casing of its creation, which is not the casing of the logs. */
export function workspaceIdOf({ subscription, resourceGroup, name }: Workspace): string {
  return `/subscriptions/${subscriptions[subscription].id}/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${name}`;
}

export function workspaceNamed(name: WorkspaceName): Workspace {
  const found = workspaces.find((workspace) => workspace.name === name);
  if (found === undefined) throw new Error(`There is no sample workspace ${name}.`);
  return found;
}
