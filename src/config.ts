/** Settings → Config. Every problem is reported at once, with the setting's name and an example. */
import { UsageError } from './shared/errors.ts';
import { type AuthSettings, authSettings } from './config/auth.ts';
import { settingCatalogue } from './config/catalogue.ts';
import { type CorsSettings, corsSettings } from './config/cors.ts';
import { type FleetSettings, fleetSettings } from './config/fleet.ts';
import { type NotifyConfig, notifyConfig } from './config/notify.ts';
import { type Environment, type Settings, settingsOf } from './config/settings.ts';
import { telemetrySettings } from './config/telemetry.ts';
import type { InsightsResource } from './azure/application-insights.ts';
import type { StorageSettings } from './store/storage-account.ts';
import type { Retention } from './sweep/prune.ts';

export interface Config extends NotifyConfig {
  readonly storage: StorageSettings;
  readonly fleet: FleetSettings;
  readonly auth: AuthSettings;
  readonly cors: CorsSettings;
  /** Six-field NCRONTAB; the trigger of plan-sweep reads the same setting. */
  readonly schedule: string;
  readonly sweepDeadlineMinutes: number;
  readonly closeCheckSeconds: number;
  readonly metricsWindowSeconds: number;
  /** Length of the first stretch of audit log that is read. */
  readonly logWindowMinutes: number;
  /** How long log rows may take to arrive. */
  readonly logDelayMinutes: number;
  /** Suppressions and thresholds; a path, relative to the folder of the app; null for none. */
  readonly policyFile: string | null;
  /** Six-field NCRONTAB of prune-history. */
  readonly pruneSchedule: string;
  readonly retention: Retention;
  /** Shown at the top of every page; null for none. */
  readonly pageNotice: string | null;
  /** Where the auditor's own metrics go; null for nowhere. */
  readonly telemetry: InsightsResource | null;
}

/** Parses the settings. Throws `UsageError` with one sentence a problem. */
export function readConfig(environment: Environment): Config {
  const settings = settingsOf(environment);
  const auth = authSettings(settings);
  const config: Config = {
    storage: storageOf(settings),
    fleet: fleetSettings(settings),
    auth,
    cors: corsSettings(settings, auth),
    schedule: settings.schedule('SWEEP_SCHEDULE'),
    sweepDeadlineMinutes: settings.integer('SWEEP_DEADLINE_MINUTES'),
    closeCheckSeconds: settings.integer('CLOSE_CHECK_SECONDS'),
    metricsWindowSeconds: settings.integer('METRICS_WINDOW_SECONDS'),
    logWindowMinutes: settings.integer('LOG_WINDOW_MINUTES'),
    logDelayMinutes: settings.integer('LOG_DELAY_MINUTES'),
    policyFile: settings.optional('POLICY_FILE'),
    ...notifyConfig(settings),
    pruneSchedule: settings.schedule('PRUNE_SCHEDULE'),
    retention: retentionOf(settings),
    pageNotice: settings.optional('PAGE_NOTICE'),
    telemetry: telemetrySettings(settings),
  };
  if (settings.problems.length > 0) throw new UsageError([...new Set(settings.problems)]);
  return config;
}

/** Trends compare weeks, and a day is made of its hours: what is kept for less than a week would leave gaps. */
function retentionOf(settings: Settings): Retention {
  const auditDays = settings.integer('RETENTION_AUDIT_DAYS');
  const hourlyDays = settings.integer('RETENTION_HOURLY_DAYS');
  const dailyDays = settings.integer('RETENTION_DAILY_DAYS');
  if (dailyDays < hourlyDays) {
    settings.problems.push(
      `RETENTION_DAILY_DAYS is ${dailyDays}, but days must be kept at least as long as hours, which are kept for ` +
        `${hourlyDays} (RETENTION_HOURLY_DAYS). Set it to e.g. ${Math.max(hourlyDays, settingCatalogue.RETENTION_DAILY_DAYS.fallback)}.`,
    );
  }
  return { auditDays, hourlyDays, dailyDays };
}

/** https://learn.microsoft.com/azure/storage/common/storage-powershell-independent-clouds */
const storageSuffixes: Readonly<Record<string, string>> = {
  usgovernment: 'core.usgovcloudapi.net',
  china: 'core.chinacloudapi.cn',
};

function storageSuffixOf(settings: Settings): string {
  return storageSuffixes[settings.optional('AZURE_CLOUD')?.toLowerCase() ?? ''] ?? 'core.windows.net';
}

function storageOf(settings: Settings): StorageSettings {
  const connectionString = settings.optional('AzureWebJobsStorage');
  if (connectionString !== null) return { connectionString };
  const account = settings.optional('AzureWebJobsStorage__accountName');
  const clientId = settings.optional('AzureWebJobsStorage__clientId');
  const uri = (service: 'queue' | 'table'): string =>
    settings.optional(`AzureWebJobsStorage__${service}ServiceUri`) ??
    (account === null ? '' : `https://${account}.${service}.${storageSuffixOf(settings)}`);
  const [queueServiceUri, tableServiceUri] = [uri('queue'), uri('table')];
  if (queueServiceUri === '' || tableServiceUri === '') {
    settings.problems.push(
      'AzureWebJobsStorage is not set. Give a connection string (UseDevelopmentStorage=true for the emulator), ' +
        'or AzureWebJobsStorage__accountName for an identity, e.g. stfleetauditor.',
    );
  }
  return { queueServiceUri, tableServiceUri, ...(clientId === null ? {} : { clientId }) };
}
