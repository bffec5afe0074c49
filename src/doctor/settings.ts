/** The app settings and the files that they name, read as the app reads them; what is wrong with one does not hide the others. */
import path from 'node:path';
import type { AnyCheck } from '../checks/define-check.ts';
import { type Config, readConfig } from '../config.ts';
import { settingCatalogue } from '../config/catalogue.ts';
import type { Environment } from '../config/settings.ts';
import { readNotifyFile } from '../notify/settings/read-file.ts';
import { readPolicyFile } from '../policy/read-policy.ts';
import { UsageError } from '../shared/errors.ts';
import { storageAccount } from '../store/storage-account.ts';

export interface SettingsSeen {
  /** A sentence each. */
  readonly problems: readonly string[];
  /** Null when their own settings cannot be read. */
  readonly fleet: Config['fleet'] | null;
  readonly storage: Config['storage'] | null;
  readonly logs: Pick<Config, 'logDelayMinutes'>;
  /** Null when they are not known, because some setting is wrong. */
  readonly notifyFile: boolean | null;
  readonly policyFile: boolean | null;
  readonly secretKey: boolean | null;
}

export interface SettingsContext {
  /** Paths of files are relative to it. */
  readonly appFolder: string;
  readonly checks: readonly AnyCheck[];
  readonly now: Date;
}

export function readSettings(environment: Environment, context: SettingsContext): SettingsSeen {
  const problems: string[] = [];
  const config = read(() => readConfig(environment), problems);
  const storage = config?.storage ?? partOf(environment, ofStorage)?.storage ?? null;
  const ofAccount = storageProblems(storage);
  return {
    problems: [...problems, ...ofAccount, ...filesOf(environment, context)],
    fleet: config?.fleet ?? partOf(environment, ofFleet)?.fleet ?? null,
    storage: ofAccount.length === 0 ? storage : null,
    logs: { logDelayMinutes: config?.logDelayMinutes ?? settingCatalogue.LOG_DELAY_MINUTES.fallback },
    notifyFile: config === null ? null : config.notifyFile !== null,
    policyFile: config === null ? null : config.policyFile !== null,
    secretKey: config === null ? null : config.webhookSecretKeys !== null,
  };
}

const ofStorage = /^(?:AzureWebJobsStorage(?:__|$)|AZURE_CLOUD$)/u;
const ofFleet =
  /^(?:FLEET_|AZURE_|KUBERNETES_ACCESS$|ALLOW_LOCAL_ACCOUNTS$|NODE_EGRESS_PROBE$|METRICS_BY_PARTITION$)/u;

/** What must be set for the rest to be read. */
const least = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  SWEEP_SCHEDULE: '0 0 * * * *',
  AUTH_MODE: 'functionKey',
};

/** What some settings say when all others are as they should be; null when these are wrong too. */
function partOf(environment: Environment, names: RegExp): Config | null {
  const part = Object.fromEntries(Object.entries(environment).filter(([name]) => names.test(name)));
  const others = Object.fromEntries(Object.entries(least).filter(([name]) => !names.test(name)));
  return read(() => readConfig({ ...others, ...part }), []);
}

/** Files are read whatever else is wrong. */
function filesOf(environment: Environment, { appFolder, checks, now }: SettingsContext): readonly string[] {
  const problems: string[] = [];
  const fileIn = (name: 'POLICY_FILE' | 'NOTIFY_FILE', use: (file: string) => unknown): void => {
    const file = environment[name]?.trim() ?? '';
    if (file === '') return;
    const found: string[] = [];
    read(() => use(path.resolve(appFolder, file)), found);
    problems.push(...found.map((problem) => `${name}: ${problem}`));
  };
  fileIn('POLICY_FILE', (file) => readPolicyFile(file, checks, now));
  fileIn('NOTIFY_FILE', (file) => readNotifyFile(file, { checks, environment, now }));
  return problems;
}

/** The text of a connection string is looked at by who opens the account. */
function storageProblems(storage: Config['storage'] | null): readonly string[] {
  const problems: string[] = [];
  if (storage !== null) read(() => storageAccount(storage), problems);
  return problems;
}

function read<T>(make: () => T, problems: string[]): T | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}
