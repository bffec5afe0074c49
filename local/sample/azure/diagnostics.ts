/** Diagnostic settings, and the workspaces and tables they lead to. */
import { clusterIdOf } from '../azure-side.ts';
import type { StoryDiagnosticSetting } from '../azure-side.ts';
import { subscriptions, tenantId, workspaceIdOf, workspaceNamed } from '../estate.ts';
import type { Workspace } from '../estate.ts';
import type { Story } from '../story.ts';

export function diagnosticSettingsOf(story: Story): object {
  return { value: story.azure.diagnosticSettings.map((setting) => settingOf(story, setting)) };
}

function settingOf(story: Story, setting: StoryDiagnosticSetting): object {
  const { name, workspace, storageAccount, destination, categories = [], categoryGroups = [] } = setting;
  const { subscription, resourceGroup } = story.azure;
  return {
    // This provider lowers the id.
    id: `${clusterIdOf(story).toLowerCase()}/providers/microsoft.insights/diagnosticSettings/${name}`,
    type: 'Microsoft.Insights/diagnosticSettings',
    name,
    location: null,
    kind: null,
    tags: null,
    properties: {
      storageAccountId:
        storageAccount === undefined
          ? null
          : `/subscriptions/${subscriptions[subscription].id}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${storageAccount}`,
      serviceBusRuleId: null,
      workspaceId: workspace === null ? null : workspaceIdOf(workspaceNamed(workspace)),
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      marketplacePartnerId: null,
      metrics: [{ category: 'AllMetrics', enabled: false, retentionPolicy: { enabled: false, days: 0 } }],
      logs: [
        ...categories.map((category) => ({ ...enabled, category, categoryGroup: null })),
        ...categoryGroups.map((categoryGroup) => ({ ...enabled, category: null, categoryGroup })),
      ],
      logAnalyticsDestinationType: destination,
    },
    identity: null,
  };
}

const enabled = { enabled: true, retentionPolicy: { enabled: false, days: 0 } };

export function workspaceOf(workspace: Workspace): object {
  return {
    id: workspaceIdOf(workspace),
    name: workspace.name,
    type: 'Microsoft.OperationalInsights/workspaces',
    location: workspace.location,
    properties: {
      customerId: workspace.customerId,
      provisioningState: 'Succeeded',
      sku: { name: 'PerGB2018' },
      retentionInDays: 30,
      features: { enableLogAccessUsingOnlyResourcePermissions: true },
      tenantId,
    },
  };
}

export function tableOf(workspace: Workspace, name: string): object {
  const basic = workspace.basicTables.includes(name);
  return {
    id: `${workspaceIdOf(workspace)}/tables/${name}`,
    name,
    type: 'Microsoft.OperationalInsights/workspaces/tables',
    properties: {
      plan: basic ? 'Basic' : 'Analytics',
      provisioningState: 'Succeeded',
      retentionInDays: 30,
      totalRetentionInDays: 30,
      schema: { name, tableType: 'Microsoft', tableSubType: 'Any' },
    },
  };
}
