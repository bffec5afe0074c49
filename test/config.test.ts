import os from 'node:os';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

const least = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  FLEET_KUBECONFIG: '/etc/fleet/kubeconfig.yaml',
  SWEEP_SCHEDULE: '0 0 * * * *',
};

describe('readConfig', () => {
  test('the least settings give the defaults', () => {
    expect(readConfig(least)).toEqual({
      storage: { connectionString: 'UseDevelopmentStorage=true' },
      fleet: { kind: 'kubeconfig', kubeconfig: '/etc/fleet/kubeconfig.yaml', contexts: null },
      auth: { mode: 'functionKey' },
      cors: { origins: [], credentials: false },
      schedule: '0 0 * * * *',
      sweepDeadlineMinutes: 55,
      closeCheckSeconds: 30,
      metricsWindowSeconds: 10,
      logWindowMinutes: 60,
      logDelayMinutes: 15,
      policyFile: null,
      notifyFile: null,
      publicUrl: null,
      notifyPrivateHosts: [],
      webhookSecretKeys: null,
      pruneSchedule: '0 30 3 * * *',
      retention: { auditDays: 90, hourlyDays: 90, dailyDays: 1095 },
      pageNotice: null,
      telemetry: null,
    });
  });

  test('every setting is read', () => {
    expect(
      readConfig({
        AzureWebJobsStorage__queueServiceUri: 'https://a.queue.example',
        AzureWebJobsStorage__tableServiceUri: 'https://a.table.example',
        AzureWebJobsStorage__clientId: '11111111-2222-3333-4444-555555555555',
        FLEET_KUBECONFIG: 'kubeconfig',
        FLEET_CONTEXTS: ' prod-1, prod-2 ,',
        SWEEP_SCHEDULE: '0 */15 * * * *',
        SWEEP_DEADLINE_MINUTES: '10',
        CLOSE_CHECK_SECONDS: '5',
        METRICS_WINDOW_SECONDS: '0',
        LOG_WINDOW_MINUTES: '20',
        LOG_DELAY_MINUTES: '10',
        POLICY_FILE: 'policy.json',
        NOTIFY_FILE: 'notify.json',
        NOTIFY_PRIVATE_HOSTS: 'hooks.internal.example.com, 10.20.0.4',
        PUBLIC_URL: 'https://auditor.example.com/',
        WEBHOOK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
        WEBHOOK_SECRET_KEY_PREVIOUS: Buffer.alloc(32, 6).toString('base64'),
        PRUNE_SCHEDULE: '0 0 23 * * *',
        RETENTION_AUDIT_DAYS: '30',
        RETENTION_HOURLY_DAYS: '14',
        RETENTION_DAILY_DAYS: '400',
        PAGE_NOTICE: 'Sample data.',
        APPLICATIONINSIGHTS_CONNECTION_STRING:
          'InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=https://insights.example/',
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD',
        AUTH_MODE: 'none',
        CORS_ALLOWED_ORIGINS: 'http://localhost:3000',
      }),
    ).toEqual({
      storage: {
        queueServiceUri: 'https://a.queue.example',
        tableServiceUri: 'https://a.table.example',
        clientId: '11111111-2222-3333-4444-555555555555',
      },
      fleet: { kind: 'kubeconfig', kubeconfig: 'kubeconfig', contexts: ['prod-1', 'prod-2'] },
      auth: { mode: 'none' },
      cors: { origins: ['http://localhost:3000'], credentials: false },
      schedule: '0 */15 * * * *',
      sweepDeadlineMinutes: 10,
      closeCheckSeconds: 5,
      metricsWindowSeconds: 0,
      logWindowMinutes: 20,
      logDelayMinutes: 10,
      policyFile: 'policy.json',
      notifyFile: 'notify.json',
      publicUrl: 'https://auditor.example.com',
      notifyPrivateHosts: ['hooks.internal.example.com', '10.20.0.4'],
      webhookSecretKeys: [Buffer.alloc(32, 7), Buffer.alloc(32, 6)],
      pruneSchedule: '0 0 23 * * *',
      retention: { auditDays: 30, hourlyDays: 14, dailyDays: 400 },
      pageNotice: 'Sample data.',
      telemetry: {
        endpoint: 'https://insights.example',
        instrumentationKey: '11111111-2222-3333-4444-555555555555',
        audience: 'https://monitor.azure.com',
        identity: { clientId: null },
        role: { name: 'aks-fleet-auditor', instance: os.hostname() },
      },
    });
  });

  test('an account name stands for the addresses of its services', () => {
    const { AzureWebJobsStorage: _, ...others } = least;

    expect(readConfig({ ...others, AzureWebJobsStorage__accountName: 'stfleet' }).storage).toEqual({
      queueServiceUri: 'https://stfleet.queue.core.windows.net',
      tableServiceUri: 'https://stfleet.table.core.windows.net',
    });
  });

  test('in another cloud the account is elsewhere', () => {
    const { AzureWebJobsStorage: _, FLEET_KUBECONFIG: _kubeconfig, ...others } = least;

    const { storage } = readConfig({
      ...others,
      AzureWebJobsStorage__accountName: 'stfleet',
      AZURE_CLOUD: 'usGovernment',
    });

    expect(storage).toMatchObject({ tableServiceUri: 'https://stfleet.table.core.usgovcloudapi.net' });
  });

  test('all problems are reported at once, each with its setting and an example', () => {
    expect(problemsOf({ SWEEP_SCHEDULE: '*/5 * * * *', CLOSE_CHECK_SECONDS: 'soon' })).toEqual([
      'AzureWebJobsStorage is not set. Give a connection string (UseDevelopmentStorage=true for the emulator), or AzureWebJobsStorage__accountName for an identity, e.g. stfleetauditor.',
      'SWEEP_SCHEDULE is "*/5 * * * *", but a schedule has six fields: second minute hour day month weekday. Set it to e.g. 0 0 * * * *.',
      'CLOSE_CHECK_SECONDS is "soon", but it must be a whole number from 1 to 3600. Set it to e.g. 30.',
    ]);
  });

  test('days that would go before their hours are refused, with both settings', () => {
    expect(problemsOf({ ...least, RETENTION_HOURLY_DAYS: '400', RETENTION_DAILY_DAYS: '365' })).toEqual([
      'RETENTION_DAILY_DAYS is 365, but days must be kept at least as long as hours, which are kept for 400 (RETENTION_HOURLY_DAYS). Set it to e.g. 1095.',
    ]);
  });

  test.each([
    ['SWEEP_SCHEDULE', '0 61 * * * *'],
    ['SWEEP_SCHEDULE', '0 0 0 31 2 *'],
    ['SWEEP_DEADLINE_MINUTES', '0'],
    ['SWEEP_DEADLINE_MINUTES', '1.5'],
    ['METRICS_WINDOW_SECONDS', '-1'],
    ['PRUNE_SCHEDULE', 'nightly'],
    ['RETENTION_AUDIT_DAYS', '6'],
    ['RETENTION_HOURLY_DAYS', '0'],
    ['RETENTION_DAILY_DAYS', '3651'],
  ])('%s = %s is refused by name', (name, value) => {
    expect(problemsOf({ ...least, [name]: value })).toEqual([
      expect.stringContaining(`${name} is "${value}", but `),
    ]);
  });
});

function problemsOf(environment: Record<string, string>): unknown {
  try {
    return readConfig(environment);
  } catch (error) {
    return (error as { problems?: unknown }).problems;
  }
}
