/** Settings → Config. Every problem is reported at once, with the setting's name and an example. */
import { UsageError } from './shared/errors.ts';
import { scheduleProblem } from './shared/schedule.ts';
import type { StorageSettings } from './store/storage-account.ts';

export interface Config {
  readonly storage: StorageSettings;
  readonly fleet: FleetSettings;
  /** Six-field NCRONTAB; the trigger of plan-sweep reads the same setting. */
  readonly schedule: string;
  readonly sweepDeadlineMinutes: number;
  readonly closeCheckSeconds: number;
  readonly metricsWindowSeconds: number;
  /** Shown at the top of every page; null for none. */
  readonly pageNotice: string | null;
}

export interface FleetSettings {
  readonly kubeconfig: string;
  /** Contexts to audit; null for all. */
  readonly contexts: readonly string[] | null;
}

/** What each setting means: the one list that code, docs and deployment are held against. */
export const settingNames = [
  'AzureWebJobsStorage',
  'AzureWebJobsStorage__accountName',
  'AzureWebJobsStorage__queueServiceUri',
  'AzureWebJobsStorage__tableServiceUri',
  'AzureWebJobsStorage__clientId',
  'FLEET_KUBECONFIG',
  'FLEET_CONTEXTS',
  'SWEEP_SCHEDULE',
  'SWEEP_DEADLINE_MINUTES',
  'CLOSE_CHECK_SECONDS',
  'METRICS_WINDOW_SECONDS',
  'PAGE_NOTICE',
] as const;
type SettingName = (typeof settingNames)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

/** Parses the settings. Throws `UsageError` with one sentence a problem. */
export function readConfig(environment: Environment): Config {
  const settings = settingsOf(environment);
  const config: Config = {
    storage: storageOf(settings),
    fleet: {
      kubeconfig: settings.required('FLEET_KUBECONFIG', '/home/site/kubeconfig.yaml'),
      contexts: settings.list('FLEET_CONTEXTS'),
    },
    schedule: settings.schedule('SWEEP_SCHEDULE', '0 0 * * * *'),
    sweepDeadlineMinutes: settings.integer('SWEEP_DEADLINE_MINUTES', 1, 1440, defaults.sweepDeadlineMinutes),
    closeCheckSeconds: settings.integer('CLOSE_CHECK_SECONDS', 1, 3600, defaults.closeCheckSeconds),
    metricsWindowSeconds: settings.integer('METRICS_WINDOW_SECONDS', 0, 300, defaults.metricsWindowSeconds),
    pageNotice: settings.optional('PAGE_NOTICE'),
  };
  if (settings.problems.length > 0) throw new UsageError(settings.problems);
  return config;
}

const defaults = {
  // A sweep must be over before the next one of an hourly schedule.
  sweepDeadlineMinutes: 55,
  closeCheckSeconds: 30,
  metricsWindowSeconds: 10,
} as const;

function storageOf(settings: Settings): StorageSettings {
  const connectionString = settings.optional('AzureWebJobsStorage');
  if (connectionString !== null) return { connectionString };
  const account = settings.optional('AzureWebJobsStorage__accountName');
  const clientId = settings.optional('AzureWebJobsStorage__clientId');
  const uri = (service: 'queue' | 'table'): string =>
    settings.optional(`AzureWebJobsStorage__${service}ServiceUri`) ??
    (account === null ? '' : `https://${account}.${service}.core.windows.net`);
  const [queueServiceUri, tableServiceUri] = [uri('queue'), uri('table')];
  if (queueServiceUri === '' || tableServiceUri === '') {
    settings.problems.push(
      'AzureWebJobsStorage is not set. Give a connection string (UseDevelopmentStorage=true for the emulator), ' +
        'or AzureWebJobsStorage__accountName for an identity, e.g. stfleetauditor.',
    );
  }
  return { queueServiceUri, tableServiceUri, ...(clientId === null ? {} : { clientId }) };
}

/** Reads settings one by one and remembers what is wrong with each. */
function settingsOf(environment: Environment) {
  const problems: string[] = [];

  function optional(name: SettingName): string | null {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  }

  function required(name: SettingName, example: string): string {
    const value = optional(name);
    if (value === null) problems.push(`${name} is not set. Set it to e.g. ${example}.`);
    return value ?? '';
  }

  function list(name: SettingName): readonly string[] | null {
    const items = (optional(name) ?? '').split(',').map((item) => item.trim());
    const given = items.filter((item) => item !== '');
    return given.length === 0 ? null : given;
  }

  function schedule(name: SettingName, example: string): string {
    const expression = required(name, example);
    const why = expression === '' ? null : scheduleProblem(expression);
    if (why !== null) problems.push(`${name} is "${expression}", but ${why}. Set it to e.g. ${example}.`);
    return expression;
  }

  function integer(name: SettingName, least: number, most: number, fallback: number): number {
    const text = optional(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    problems.push(
      `${name} is "${text}", but it must be a whole number from ${least} to ${most}. Set it to e.g. ${fallback}.`,
    );
    return fallback;
  }

  return { problems, optional, required, list, schedule, integer };
}

type Settings = ReturnType<typeof settingsOf>;
