/** Diagnostic settings of managed clusters, and the best place to read their audit log. */
import * as z from 'zod';
import type { AuditLogging, DiagnosticSetting } from '../evidence/audit-logging.ts';
import type { Gathered } from '../model.ts';
import { cleanText } from '../shared/clean-text.ts';
import { ReadError } from '../shared/errors.ts';
import type { Arm } from './arm.ts';
import { idPath, resourceName } from './arm-id.ts';
import { listAll } from './arm-list.ts';
import { type WorkspaceFacts, type Workspaces, chooseSource, tablesOf } from './choose-source.ts';
import { gathered, missingFrom } from './gathered.ts';
import { type WorkspaceDirectory, createWorkspaceDirectory } from './workspaces.ts';

/**
 * Audit logging of many clusters, by lower-case ARM id. One GET a cluster, as many at a time as Resource Manager likes
 * (arm-limits.ts): its `/batch` operation is not part of the public reference.
 */
export async function gatherAuditLogging(
  arm: Arm,
  clusterIds: readonly string[],
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => Date },
): Promise<ReadonlyMap<string, Gathered<AuditLogging>>> {
  const directory = createWorkspaceDirectory(arm, signal);
  const all = clusterIds.map(async (id) => {
    const logging = await gathered(() => auditLogging(arm, directory, id, signal), now);
    return [id.toLowerCase(), logging] as const;
  });
  return new Map(await Promise.all(all));
}

/** Where the audit log of one cluster goes. Throws `ReadError`, also when the place that shows most cannot be read. */
async function auditLogging(
  arm: Arm,
  directory: WorkspaceDirectory,
  clusterId: string,
  signal: AbortSignal,
): Promise<AuditLogging> {
  const settings = await diagnosticSettings(arm, clusterId, signal);
  const source = chooseSource(settings, await workspacesOf(directory, settings));
  if (source !== null && 'ok' in source) throw new ReadError(source.reason, source.detail, source.remedy);
  return { settings, source };
}

/** All diagnostic settings of a cluster: there may be five, to different places. */
export async function diagnosticSettings(
  arm: Arm,
  clusterId: string,
  signal: AbortSignal,
): Promise<readonly DiagnosticSetting[]> {
  return await listAll(
    arm,
    {
      // https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/list
      path: `${idPath(clusterId)}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`,
      what: `the diagnostic settings of the cluster ${cleanText(resourceName(clusterId), 80)}`,
      role: 'Reader',
      signal,
    },
    settingSchema,
  );
}

async function workspacesOf(
  directory: WorkspaceDirectory,
  settings: readonly DiagnosticSetting[],
): Promise<Workspaces> {
  const workspaces = new Map<string, WorkspaceFacts | ReturnType<typeof missingFrom>>();
  for (const [id, tables] of tablesOf(settings)) {
    try {
      const guid = await directory.guid(id);
      const plans: Record<string, WorkspaceFacts['plans'][string]> = {};
      for (const table of tables) plans[table] = await directory.plan(id, table);
      workspaces.set(id, { ok: true, guid, plans });
    } catch (error) {
      workspaces.set(id, missingFrom(error));
    }
  }
  return workspaces;
}

/** Logs of AKS: https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-containerservice-managedclusters-logs */
const categoryGroups: Readonly<Record<string, readonly string[]>> = {
  audit: ['kube-audit', 'kube-audit-admin', 'guard'],
  allLogs: [
    'kube-apiserver',
    'kube-audit',
    'kube-audit-admin',
    'kube-controller-manager',
    'kube-scheduler',
    'cluster-autoscaler',
    'cloud-controller-manager',
    'guard',
    'csi-azuredisk-controller',
    'csi-azurefile-controller',
    'csi-snapshot-controller',
  ],
};

const logSchema = z
  .object({
    category: z.string().nullish(),
    categoryGroup: z.string().nullish(),
    enabled: z.boolean(),
  })
  .transform(({ category, categoryGroup, enabled }): readonly string[] => {
    if (!enabled) return [];
    if (category) return [category];
    const group = Object.entries(categoryGroups).find(
      ([name]) => name.toLowerCase() === categoryGroup?.toLowerCase(),
    );
    return group?.[1] ?? [];
  });

const optional = z
  .string()
  .nullish()
  .transform((text) => text || null);

const settingSchema = z
  .object({
    name: z.string(),
    properties: z.object({
      workspaceId: optional,
      logAnalyticsDestinationType: optional,
      storageAccountId: optional,
      eventHubAuthorizationRuleId: optional,
      eventHubName: optional,
      marketplacePartnerId: optional,
      logs: z.array(logSchema).nullish(),
    }),
  })
  .transform(({ name, properties }): DiagnosticSetting => {
    const { storageAccountId, eventHubAuthorizationRuleId, eventHubName, marketplacePartnerId } = properties;
    const eventHub = eventHubName ?? eventHubAuthorizationRuleId;
    return {
      name,
      workspaceId: properties.workspaceId?.toLowerCase() ?? null,
      // Null is the older mode too.
      mode:
        properties.logAnalyticsDestinationType?.toLowerCase() === 'dedicated'
          ? 'resourceSpecific'
          : 'azureDiagnostics',
      categories: [...new Set((properties.logs ?? []).flat())],
      otherDestinations: [
        ...(storageAccountId === null ? [] : [`storage account ${resourceName(storageAccountId)}`]),
        ...(eventHub === null ? [] : [`event hub ${resourceName(eventHub)}`]),
        ...(marketplacePartnerId === null ? [] : [`partner ${resourceName(marketplacePartnerId)}`]),
      ],
    };
  });
