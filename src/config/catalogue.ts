/**
 * Every app setting that is read: what it may be, what it is when nothing is set, and who sets it. The readers take their bounds
 * from here, and so do `docs/operations.md` and the checks of `infra/`.
 */

interface Described {
  readonly group: SettingGroup;
  /** What it decides, as people read it. */
  readonly meaning: string;
  /**
   * `deployment`: `infra/main.bicep` sets it. `hand`: on one's own machine, or in a deployment of one's own making.
   * `platform`: Azure sets it: https://learn.microsoft.com/azure/app-service/reference-app-settings
   */
  readonly setBy: 'deployment' | 'hand' | 'platform';
}

export const settingGroups = [
  'Storage',
  'Fleet',
  'Reach',
  'Sweeps',
  'Retention',
  'Rules and messages',
  'Callers',
  'Telemetry',
  'Endpoints',
  'Platform',
] as const;
type SettingGroup = (typeof settingGroups)[number];

type Value =
  /** `without`: what happens when it is not set. */
  | { readonly kind: 'text' | 'list'; readonly example: string; readonly without: string }
  | { readonly kind: 'flag' }
  | {
      readonly kind: 'integer';
      readonly least: number;
      readonly most: number;
      readonly fallback: number;
      readonly unit: string;
    }
  /** The first word is the default. */
  | { readonly kind: 'choice'; readonly words: readonly [string, ...string[]] }
  /** Six-field NCRONTAB; `fallback` null: it must be set. */
  | { readonly kind: 'schedule'; readonly example: string; readonly fallback: string | null };

export type Setting = Described & Value;

const id = '00000000-0000-0000-0000-000000000000';
const provider = `/subscriptions/${id}/resourceGroups/rg/providers/Microsoft.ContainerService`;

const deployed = { setBy: 'deployment' } as const;
const byHand = { setBy: 'hand' } as const;
const flag = { kind: 'flag' } as const;
/** A list of patterns by which clusters are chosen. */
const patterns = (example: string, without: string) =>
  ({ kind: 'list', group: 'Fleet', ...deployed, example, without }) as const;
const endpoint = (example: string) =>
  ({
    kind: 'text',
    group: 'Endpoints',
    ...deployed,
    example,
    without: 'that of AZURE_CLOUD',
  }) as const;
const days = { kind: 'integer', group: 'Retention', unit: 'days', ...deployed, most: 3650 } as const;
const platform = { kind: 'text', group: 'Platform', setBy: 'platform', without: 'not on Azure' } as const;

export const settingCatalogue = {
  AzureWebJobsStorage: {
    kind: 'text',
    group: 'Storage',
    ...byHand,
    meaning: 'connection string of the storage account',
    example: 'UseDevelopmentStorage=true',
    without: 'the account is named, and the identity of the app is used',
  },
  AzureWebJobsStorage__accountName: {
    kind: 'text',
    group: 'Storage',
    ...byHand,
    meaning: 'storage account of the host and of the history, reached with the identity of the app',
    example: 'stfleetauditor',
    without: 'a connection string, or the addresses of the services',
  },
  AzureWebJobsStorage__queueServiceUri: {
    kind: 'text',
    group: 'Storage',
    ...deployed,
    meaning: 'address of the queues',
    example: 'https://stfleetauditor.queue.core.windows.net',
    without: 'it follows from the name of the account',
  },
  AzureWebJobsStorage__tableServiceUri: {
    kind: 'text',
    group: 'Storage',
    ...deployed,
    meaning: 'address of the tables',
    example: 'https://stfleetauditor.table.core.windows.net',
    without: 'it follows from the name of the account',
  },
  AzureWebJobsStorage__clientId: {
    kind: 'text',
    group: 'Storage',
    ...deployed,
    meaning: 'client id of the user-assigned identity that uses the storage',
    example: id,
    without: 'the only identity of the app',
  },
  FLEET_KUBECONFIG: {
    kind: 'text',
    group: 'Fleet',
    ...byHand,
    meaning: 'kubeconfig whose contexts are the fleet; it takes the place of Azure',
    example: '/home/me/.kube/config',
    without: 'the fleet comes from Azure',
  },
  FLEET_CONTEXTS: {
    kind: 'list',
    group: 'Fleet',
    ...byHand,
    meaning: 'contexts of that kubeconfig',
    example: 'prod-1,prod-2',
    without: 'all of them',
  },
  FLEET_SUBSCRIPTIONS: {
    kind: 'list',
    group: 'Fleet',
    ...deployed,
    meaning: 'subscriptions in which clusters are looked for',
    example: id,
    without: 'all that the identity can read, unless another of these four is set',
  },
  FLEET_MANAGEMENT_GROUPS: {
    kind: 'list',
    group: 'Fleet',
    ...deployed,
    meaning: 'management groups in which clusters are looked for',
    example: 'mg-platform',
    without: 'none',
  },
  FLEET_MANAGERS: {
    kind: 'list',
    group: 'Fleet',
    ...deployed,
    meaning: 'Azure Kubernetes Fleet Managers whose members belong to the fleet',
    example: `${provider}/fleets/fleet-1`,
    without: 'none',
  },
  FLEET_CLUSTERS: {
    kind: 'list',
    group: 'Fleet',
    ...deployed,
    meaning: 'single clusters that belong to the fleet',
    example: `${provider}/managedClusters/aks-1`,
    without: 'none',
  },
  FLEET_INCLUDE_NAMES: {
    ...patterns('aks-prod-*', 'every name'),
    meaning: 'only clusters whose name matches one of these',
  },
  FLEET_INCLUDE_RESOURCE_GROUPS: {
    ...patterns('rg-platform-*', 'every resource group'),
    meaning: 'only clusters in a resource group that matches',
  },
  FLEET_INCLUDE_REGIONS: {
    ...patterns('westeurope,north*', 'every region'),
    meaning: 'only clusters in a region that matches',
  },
  FLEET_INCLUDE_TAGS: {
    ...patterns('env=prod', 'every tag'),
    meaning: 'only clusters with a tag that matches',
  },
  FLEET_EXCLUDE_NAMES: { ...patterns('*-sandbox', 'none'), meaning: 'never clusters with such a name' },
  FLEET_EXCLUDE_RESOURCE_GROUPS: {
    ...patterns('rg-lab-*', 'none'),
    meaning: 'never clusters in such a resource group',
  },
  FLEET_EXCLUDE_REGIONS: {
    ...patterns('brazilsouth', 'none'),
    meaning: 'never clusters in such a region',
  },
  FLEET_EXCLUDE_TAGS: { ...patterns('audit=off', 'none'), meaning: 'never clusters with such a tag' },
  AZURE_CLOUD: {
    kind: 'choice',
    group: 'Endpoints',
    ...deployed,
    meaning: 'the cloud, and with it all addresses of Azure',
    words: ['public', 'usGovernment', 'china'],
  },
  AZURE_ARM_ENDPOINT: {
    ...endpoint('https://management.azure.com'),
    meaning: 'address of Azure Resource Manager',
  },
  AZURE_ARM_AUDIENCE: {
    ...endpoint('https://management.azure.com'),
    meaning: 'audience of its tokens',
  },
  AZURE_LOGS_ENDPOINT: {
    ...endpoint('https://api.loganalytics.azure.com/v1'),
    meaning: 'address of log queries',
  },
  AZURE_LOGS_AUDIENCE: {
    ...endpoint('https://api.loganalytics.io'),
    meaning: 'audience of their tokens',
  },
  AZURE_METRICS_ENDPOINT: {
    ...endpoint('https://{region}.metrics.monitor.azure.com'),
    meaning: 'address of metric batches',
  },
  AZURE_METRICS_AUDIENCE: {
    ...endpoint('https://metrics.monitor.azure.com'),
    meaning: 'audience of their tokens',
  },
  AZURE_AUTHORITY_HOST: {
    ...endpoint('https://login.microsoftonline.com'),
    meaning: 'where tokens come from',
  },
  KUBERNETES_ACCESS: {
    kind: 'choice',
    group: 'Reach',
    ...deployed,
    meaning: 'whether API servers are read; the tag `kubernetesAccess` of a cluster decides for it alone',
    words: ['expected', 'none'],
  },
  ALLOW_LOCAL_ACCOUNTS: {
    ...flag,
    group: 'Reach',
    ...deployed,
    meaning: "whether clusters without Entra ID are read with their administrator's certificate",
  },
  NODE_EGRESS_PROBE: {
    ...flag,
    group: 'Reach',
    ...deployed,
    meaning: 'whether a fixed script may run, as root, on one silent node of each pool',
  },
  METRICS_BY_PARTITION: {
    ...flag,
    group: 'Reach',
    ...deployed,
    meaning: 'whether etcd partitions are told apart, for one more call for 50 clusters with suspects',
  },
  SWEEP_SCHEDULE: {
    kind: 'schedule',
    group: 'Sweeps',
    ...deployed,
    meaning: 'when sweeps start, in UTC',
    example: '0 0 * * * *',
    // The trigger of plan-sweep reads the same setting, and the host knows no default.
    fallback: null,
  },
  SWEEP_DEADLINE_MINUTES: {
    kind: 'integer',
    group: 'Sweeps',
    ...deployed,
    meaning: 'when clusters that are not done are given up, after the start of the sweep',
    least: 1,
    most: 1440,
    // A sweep must be over before the next one of an hourly schedule.
    fallback: 55,
    unit: 'minutes',
  },
  CLOSE_CHECK_SECONDS: {
    kind: 'integer',
    group: 'Sweeps',
    ...deployed,
    meaning: 'pause between two looks whether a sweep is complete',
    least: 1,
    most: 3600,
    fallback: 30,
    unit: 'seconds',
  },
  METRICS_WINDOW_SECONDS: {
    kind: 'integer',
    group: 'Sweeps',
    ...deployed,
    meaning: 'pause between the two scrapes of an API server that give rates; 0 for one scrape and no rates',
    least: 0,
    most: 300,
    fallback: 10,
    unit: 'seconds',
  },
  LOG_WINDOW_MINUTES: {
    kind: 'integer',
    group: 'Sweeps',
    ...deployed,
    meaning: 'length of the first stretch of audit log that is read; later ones go on from there',
    least: 15,
    most: 360,
    fallback: 60,
    unit: 'minutes',
  },
  LOG_DELAY_MINUTES: {
    kind: 'integer',
    group: 'Sweeps',
    ...deployed,
    meaning: 'how long rows of a log may take to arrive',
    least: 0,
    most: 120,
    // Rows usually take 3 to 10 minutes: https://learn.microsoft.com/azure/azure-monitor/logs/data-ingestion-time
    fallback: 15,
    unit: 'minutes',
  },
  POLICY_FILE: {
    kind: 'text',
    group: 'Rules and messages',
    ...deployed,
    meaning: 'file of suppressions and thresholds, in the folder of the app ([policy](policy.md))',
    example: 'policy.json',
    without: 'those made over the API alone',
  },
  NOTIFY_FILE: {
    kind: 'text',
    group: 'Rules and messages',
    ...deployed,
    meaning: 'file of who is told of what, in the folder of the app ([notifications](notifications.md))',
    example: 'notify.json',
    without: 'webhooks made over the API alone',
  },
  NOTIFY_PRIVATE_HOSTS: {
    kind: 'list',
    group: 'Rules and messages',
    ...deployed,
    meaning: 'hosts with private addresses that may be sent to',
    example: 'hooks.internal.example.com',
    without: 'none',
  },
  PUBLIC_URL: {
    kind: 'text',
    group: 'Rules and messages',
    ...deployed,
    meaning: 'address of the app for links in messages',
    example: 'https://auditor.example.com',
    without: 'that of the platform',
  },
  WEBHOOK_SECRET_KEY: {
    kind: 'text',
    group: 'Rules and messages',
    ...deployed,
    meaning: 'base64 of 32 bytes that seals webhooks made over the API; a Key Vault reference',
    example: '@Microsoft.KeyVault(VaultName=kv-fleet;SecretName=webhook-secret-key)',
    without: 'no webhooks can be made over the API',
  },
  WEBHOOK_SECRET_KEY_PREVIOUS: {
    kind: 'text',
    group: 'Rules and messages',
    ...deployed,
    meaning: 'the key before it, while webhooks are sealed anew',
    example: '@Microsoft.KeyVault(VaultName=kv-fleet;SecretName=webhook-secret-key-previous)',
    without: 'none',
  },
  PAGE_NOTICE: {
    kind: 'text',
    group: 'Rules and messages',
    ...deployed,
    meaning: 'a line at the top of every page',
    example: 'Test installation',
    without: 'no line',
  },
  PRUNE_SCHEDULE: {
    kind: 'schedule',
    group: 'Retention',
    ...deployed,
    meaning: 'when what is too old is removed, in UTC',
    // At night in Europe, and not on the hour, when sweeps start.
    example: '0 30 3 * * *',
    fallback: '0 30 3 * * *',
  },
  RETENTION_AUDIT_DAYS: { ...days, meaning: 'how long audits are kept', least: 7, fallback: 90 },
  RETENTION_HOURLY_DAYS: { ...days, meaning: 'how long figures by hour are kept', least: 7, fallback: 90 },
  RETENTION_DAILY_DAYS: {
    ...days,
    meaning: 'how long figures by day are kept; not shorter than by hour',
    least: 30,
    fallback: 1095,
  },
  AUTH_MODE: {
    kind: 'choice',
    group: 'Callers',
    ...deployed,
    meaning: 'how callers are known ([authentication](authentication.md)); `none` on one’s own machine only',
    // Function keys when nothing is said: a deployment without settings is closed.
    words: ['functionKey', 'entra', 'platform', 'none'],
  },
  AUTH_TENANT_ID: {
    kind: 'text',
    group: 'Callers',
    ...deployed,
    meaning: 'tenant whose tokens are taken (`entra`)',
    example: id,
    without: 'an error in `entra`',
  },
  AUTH_CLIENT_ID: {
    kind: 'text',
    group: 'Callers',
    ...deployed,
    meaning: 'application id that tokens must be for (`entra`)',
    example: id,
    without: 'AUTH_AUDIENCES',
  },
  AUTH_AUDIENCES: {
    kind: 'list',
    group: 'Callers',
    ...deployed,
    meaning: 'further audiences that tokens may be for (`entra`)',
    example: 'api://fleet-auditor',
    without: 'those of the application id',
  },
  CORS_ALLOWED_ORIGINS: {
    kind: 'list',
    group: 'Callers',
    ...deployed,
    meaning: 'origins of portals whose pages may call the API',
    example: 'https://portal.example.com',
    without: 'none',
  },
  CORS_ALLOW_CREDENTIALS: {
    ...flag,
    group: 'Callers',
    ...deployed,
    meaning: 'whether they may send cookies along',
  },
  APPLICATIONINSIGHTS_CONNECTION_STRING: {
    kind: 'text',
    group: 'Telemetry',
    ...deployed,
    meaning:
      'Application Insights resource that the host and the app tell of themselves ([health](health.md))',
    example: 'InstrumentationKey=…;IngestionEndpoint=https://….in.applicationinsights.azure.com/',
    without: 'no metrics of the auditor itself',
  },
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: {
    kind: 'text',
    group: 'Telemetry',
    ...deployed,
    meaning: 'that they sign in for it, and as which identity',
    example: `ClientId=${id};Authorization=AAD`,
    without: 'they send without a token, where the resource takes that',
  },
  WEBSITE_AUTH_ENABLED: {
    ...platform,
    meaning: 'whether authentication of the platform is on (`AUTH_MODE` platform)',
    example: 'True',
  },
  WEBSITE_INSTANCE_ID: { ...platform, meaning: 'tells that the app runs on Azure', example: 'a1b2c3' },
  WEBSITE_SITE_NAME: { ...platform, meaning: 'tells that the app runs on Azure', example: 'func-fleet' },
  WEBSITE_HOSTNAME: {
    ...platform,
    meaning: 'address of the app where PUBLIC_URL is not set',
    example: 'func-fleet.azurewebsites.net',
  },
} as const satisfies Readonly<Record<string, Setting>>;

type Catalogue = typeof settingCatalogue;
export type SettingName = keyof Catalogue;

/** Names of the settings of a kind. */
export type SettingOf<Kind extends Setting['kind']> = {
  [Name in SettingName]: Catalogue[Name]['kind'] extends Kind ? Name : never;
}[SettingName];

/** The words of a choice. */
export type WordOf<Name extends SettingOf<'choice'>> = Catalogue[Name]['words'][number];

export const settingNames = Object.keys(settingCatalogue) as readonly SettingName[];
