import { describe, expect, test } from 'vitest';
import { createArm } from '../../src/azure/arm.ts';
import { diagnosticSettings, gatherAuditLogging } from '../../src/azure/diagnostic-settings.ts';
import { type AskedOf, type FakeAzure, type Reply, patient, startAzure } from './fake-azure.ts';
import { clusterId, payments } from './wire.ts';

const shop = clusterId('aks-shop');
const workspace = (name: string): string =>
  `/subscriptions/${payments}/resourceGroups/RG-Logs/providers/Microsoft.OperationalInsights/workspaces/${name}`;
const now = () => new Date('2026-11-23T12:00:00Z');

describe('settings', () => {
  test('as Azure writes them, with category groups resolved', async () => {
    const azure = await startAzure(() => ({
      body: {
        value: [
          setting('own-tables', {
            workspaceId: workspace('LAW-Fleet'),
            logAnalyticsDestinationType: 'Dedicated',
            logs: [
              {
                category: 'kube-audit-admin',
                categoryGroup: null,
                enabled: true,
                retentionPolicy: { days: 0, enabled: false },
              },
              { category: 'kube-audit', categoryGroup: null, enabled: false },
              { category: null, categoryGroup: 'audit', enabled: true },
            ],
          }),
          setting('everything', {
            workspaceId: workspace('law-2'),
            logs: [{ categoryGroup: 'allLogs', enabled: true }],
          }),
          setting('elsewhere', {
            storageAccountId:
              '/subscriptions/x/resourceGroups/y/providers/Microsoft.Storage/storageAccounts/stlogs',
            eventHubAuthorizationRuleId: '/subscriptions/x/…/authorizationRules/Root',
            eventHubName: 'audit',
            marketplacePartnerId: '/subscriptions/x/…/monitors/datadog',
            logs: [{ category: 'kube-audit', enabled: true }],
          }),
          setting('metrics-only', { workspaceId: workspace('law-2'), logs: null }),
          setting('a-group-that-is-not-known-yet', { logs: [{ categoryGroup: 'security', enabled: true }] }),
        ],
      },
    }));
    expect(await diagnosticSettings(createArm(azure.connection), shop, patient())).toEqual([
      {
        name: 'own-tables',
        workspaceId: workspace('LAW-Fleet').toLowerCase(),
        mode: 'resourceSpecific',
        categories: ['kube-audit-admin', 'kube-audit', 'guard'],
        otherDestinations: [],
      },
      {
        name: 'everything',
        workspaceId: workspace('law-2').toLowerCase(),
        mode: 'azureDiagnostics',
        categories: [
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
        otherDestinations: [],
      },
      {
        name: 'elsewhere',
        workspaceId: null,
        mode: 'azureDiagnostics',
        categories: ['kube-audit'],
        otherDestinations: ['storage account stlogs', 'event hub audit', 'partner datadog'],
      },
      {
        name: 'metrics-only',
        workspaceId: workspace('law-2').toLowerCase(),
        mode: 'azureDiagnostics',
        categories: [],
        otherDestinations: [],
      },
      {
        name: 'a-group-that-is-not-known-yet',
        workspaceId: null,
        mode: 'azureDiagnostics',
        categories: [],
        otherDestinations: [],
      },
    ]);
    expect(azure.asked.map(({ path }) => path)).toEqual([
      `${shop}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`,
    ]);
  });
});

describe('audit logging of a fleet', () => {
  test('asks for each workspace and table once', async () => {
    const azure = await startLogs();
    const ids = Array.from({ length: 30 }, (_, index) => clusterId(`aks-${index}`));
    const logging = await gatherAuditLogging(createArm(azure.connection), ids, { signal: patient(), now });
    expect(logging.size).toBe(30);
    expect(logging.get(clusterId('aks-7').toLowerCase())).toEqual({
      ok: true,
      at: '2026-11-23T12:00:00.000Z',
      value: {
        settings: [
          {
            name: 'to-law',
            workspaceId: workspace('law-basic').toLowerCase(),
            mode: 'resourceSpecific',
            categories: ['kube-audit'],
            otherDestinations: [],
          },
        ],
        source: {
          workspaceId: workspace('law-basic').toLowerCase(),
          workspaceGuid: 'guid-of-law-basic',
          mode: 'resourceSpecific',
          sees: 'all',
          table: 'AKSAudit',
          plan: 'Basic',
          controlPlane: null,
        },
      },
    });
    // 30 times settings, one workspace, one table.
    expect(azure.asked).toHaveLength(32);
  });

  test('a cluster without settings has none: that is an answer', async () => {
    expect(await loggingOf('aks-off')).toEqual({
      ok: true,
      at: '2026-11-23T12:00:00.000Z',
      value: { settings: [], source: null },
    });
  });

  test('a cluster whose settings may not be read', async () => {
    expect(await loggingOf('aks-secret')).toMatchObject({
      ok: false,
      reason: 'forbidden',
      remedy: `Assign the role Reader to the identity of the auditor at ${clusterId('aks-secret')}.`,
    });
  });

  test('a workspace that may not be read is named, and is not "no logging"', async () => {
    expect(await loggingOf('aks-law-secret')).toEqual({
      ok: false,
      reason: 'forbidden',
      detail: 'The auditor may not read the Log Analytics workspace law-secret (403): no.',
      remedy: `Assign the role Log Analytics Data Reader to the identity of the auditor at ${workspace('law-secret').toLowerCase()}.`,
    });
  });

  test('a workspace that was deleted', async () => {
    expect(await loggingOf('aks-law-gone')).toMatchObject({
      ok: false,
      reason: 'notCollected',
      detail:
        'A diagnostic setting sends logs to the Log Analytics workspace law-gone, which does not exist any more, or which the auditor may not see.',
    });
  });

  test.each([
    ['a table without rows does not exist yet', 'aks-law-new'],
    ['the plan may not be read', 'aks-law-planless'],
  ])('%s: the plan that all tables start with is assumed', async (_, name) => {
    expect(await loggingOf(name)).toMatchObject({ ok: true, value: { source: { plan: 'Analytics' } } });
  });

  test('a plan that could not be read for another reason is not guessed', async () => {
    expect(await loggingOf('aks-law-broken')).toMatchObject({ ok: false, reason: 'unreachable' });
  });
});

async function loggingOf(name: string): Promise<unknown> {
  const azure = await startLogs();
  const id = clusterId(name);
  const logging = await gatherAuditLogging(createArm(azure.connection), [id], { signal: patient(), now });
  return logging.get(id.toLowerCase());
}

/** Each cluster `aks-law-X` sends its audit log to the workspace `law-X`; the others to `law-basic`. */
function startLogs(): Promise<FakeAzure> {
  return startAzure(({ path }) => {
    if (path.includes('/diagnosticSettings?')) return settingsReply(path);
    return path.includes('/tables/') ? tableReply(path) : workspaceReply(path);
  });
}

function settingsReply(path: AskedOf['path']): Reply {
  if (path.includes('aks-secret')) return refusal(403);
  if (path.includes('aks-off')) return { body: { value: [] } };
  const [, name = 'basic'] = /aks-law-([a-z]+)/u.exec(path) ?? [];
  const logs = [{ category: 'kube-audit', enabled: true }];
  return {
    body: {
      value: [
        setting('to-law', {
          workspaceId: workspace(`law-${name}`),
          logAnalyticsDestinationType: 'Dedicated',
          logs,
        }),
      ],
    },
  };
}

function workspaceReply(path: string): Reply {
  if (path.includes('law-secret')) return refusal(403);
  if (path.includes('law-gone')) return refusal(404);
  const [, name] = /workspaces\/([a-z-]+)\?/u.exec(path) ?? [];
  return { body: { name, properties: { customerId: `guid-of-${name}`, sku: { name: 'PerGB2018' } } } };
}

function tableReply(path: string): Reply {
  if (path.includes('law-new')) return refusal(404);
  if (path.includes('law-planless')) return refusal(403);
  if (path.includes('law-broken')) return refusal(500);
  return { body: { name: 'AKSAudit', properties: { plan: 'Basic', totalRetentionInDays: 30 } } };
}

function refusal(status: number): Reply {
  return { status, body: { error: { code: 'No', message: 'no.' } } };
}

function setting(name: string, properties: object): object {
  return {
    id: `${shop.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/${name}`,
    type: 'Microsoft.Insights/diagnosticSettings',
    name,
    location: null,
    properties: {
      storageAccountId: null,
      serviceBusRuleId: null,
      workspaceId: null,
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      marketplacePartnerId: null,
      logAnalyticsDestinationType: null,
      metrics: [],
      ...properties,
    },
    identity: null,
  };
}
