/** The app settings, read one by one; what is wrong with any is remembered until all are read. */
import { scheduleProblem } from '../shared/schedule.ts';

/** Every setting that is read. */
export const settingNames = [
  'AzureWebJobsStorage',
  'AzureWebJobsStorage__accountName',
  'AzureWebJobsStorage__queueServiceUri',
  'AzureWebJobsStorage__tableServiceUri',
  'AzureWebJobsStorage__clientId',
  'FLEET_KUBECONFIG',
  'FLEET_CONTEXTS',
  'FLEET_SUBSCRIPTIONS',
  'FLEET_MANAGEMENT_GROUPS',
  'FLEET_MANAGERS',
  'FLEET_CLUSTERS',
  'FLEET_INCLUDE_NAMES',
  'FLEET_INCLUDE_RESOURCE_GROUPS',
  'FLEET_INCLUDE_REGIONS',
  'FLEET_INCLUDE_TAGS',
  'FLEET_EXCLUDE_NAMES',
  'FLEET_EXCLUDE_RESOURCE_GROUPS',
  'FLEET_EXCLUDE_REGIONS',
  'FLEET_EXCLUDE_TAGS',
  'AZURE_CLOUD',
  'AZURE_ARM_ENDPOINT',
  'AZURE_ARM_AUDIENCE',
  'AZURE_LOGS_ENDPOINT',
  'AZURE_LOGS_AUDIENCE',
  'AZURE_METRICS_ENDPOINT',
  'AZURE_METRICS_AUDIENCE',
  'AZURE_AUTHORITY_HOST',
  'KUBERNETES_ACCESS',
  'ALLOW_LOCAL_ACCOUNTS',
  'NODE_EGRESS_PROBE',
  'METRICS_BY_PARTITION',
  'SWEEP_SCHEDULE',
  'SWEEP_DEADLINE_MINUTES',
  'CLOSE_CHECK_SECONDS',
  'METRICS_WINDOW_SECONDS',
  'LOG_WINDOW_MINUTES',
  'LOG_DELAY_MINUTES',
  'POLICY_FILE',
  'NOTIFY_FILE',
  'NOTIFY_PRIVATE_HOSTS',
  'PUBLIC_URL',
  'WEBHOOK_SECRET_KEY',
  'WEBHOOK_SECRET_KEY_PREVIOUS',
  'PRUNE_SCHEDULE',
  'RETENTION_AUDIT_DAYS',
  'RETENTION_HOURLY_DAYS',
  'RETENTION_DAILY_DAYS',
  'PAGE_NOTICE',
  'AUTH_MODE',
  'AUTH_TENANT_ID',
  'AUTH_CLIENT_ID',
  'AUTH_AUDIENCES',
  'CORS_ALLOWED_ORIGINS',
  'CORS_ALLOW_CREDENTIALS',
  // Set by the platform.
  'WEBSITE_AUTH_ENABLED',
  'WEBSITE_INSTANCE_ID',
  'WEBSITE_SITE_NAME',
  'WEBSITE_HOSTNAME',
] as const;
export type SettingName = (typeof settingNames)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

export function settingsOf(environment: Environment) {
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
    return checkedSchedule(name, required(name, example), example);
  }

  function scheduleOr(name: SettingName, fallback: string): string {
    return checkedSchedule(name, optional(name) ?? fallback, fallback);
  }

  function checkedSchedule(name: SettingName, expression: string, example: string): string {
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

  function oneOf<const Word extends string>(name: SettingName, words: readonly [Word, ...Word[]]): Word {
    const text = optional(name);
    if (text === null) return words[0];
    const found = words.find((word) => word.toLowerCase() === text.toLowerCase());
    if (found === undefined)
      problems.push(`${name} is "${text}", but it must be one of ${words.join(', ')}.`);
    return found ?? words[0];
  }

  function flag(name: SettingName): boolean {
    return oneOf(name, ['false', 'true']) === 'true';
  }

  return { problems, optional, required, list, schedule, scheduleOr, integer, oneOf, flag };
}

export type Settings = ReturnType<typeof settingsOf>;
