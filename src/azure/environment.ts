/** Where the services of an Azure cloud are, and for whom tokens are made there. */
import { cleanText } from '../shared/clean-text.ts';
import { ReadError, UsageError } from '../shared/errors.ts';

export interface AzureEnvironment {
  /** Azure Resource Manager, without a slash at the end. */
  readonly resourceManagerEndpoint: string;
  readonly resourceManagerAudience: string;
  /** Microsoft Entra ID. */
  readonly authorityHost: string;
  /** The query API of Log Analytics, without version. */
  readonly logAnalyticsEndpoint: string;
  readonly logAnalyticsAudience: string;
  /** The batch API of platform metrics; `{region}` stands for the region of the resources. */
  readonly metricsEndpoint: string;
  readonly metricsAudience: string;
  /** The application that every AKS API server with Entra authentication stands for; the same in all clouds. */
  readonly aksServerApplication: string;
}

export type AzureCloud = 'public' | 'usGovernment' | 'china';

// https://learn.microsoft.com/azure/aks/kubelogin-authentication
const aksServerApplication = '6dae42f8-4368-4678-94ff-3960e28e3630';

/**
 * Endpoints by cloud. Log Analytics and metrics audiences are those of @azure/monitor-query 1.3.3:
 * https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/monitor/monitor-query/src/constants.ts
 */
export const azureClouds: Readonly<Record<AzureCloud, AzureEnvironment>> = {
  public: {
    resourceManagerEndpoint: 'https://management.azure.com',
    resourceManagerAudience: 'https://management.azure.com',
    authorityHost: 'https://login.microsoftonline.com',
    // https://learn.microsoft.com/azure/azure-monitor/logs/api/overview (the audience kept its old name)
    logAnalyticsEndpoint: 'https://api.loganalytics.azure.com',
    logAnalyticsAudience: 'https://api.loganalytics.io',
    metricsEndpoint: 'https://{region}.metrics.monitor.azure.com',
    metricsAudience: 'https://metrics.monitor.azure.com',
    aksServerApplication,
  },
  // https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure
  usGovernment: {
    resourceManagerEndpoint: 'https://management.usgovcloudapi.net',
    resourceManagerAudience: 'https://management.usgovcloudapi.net',
    authorityHost: 'https://login.microsoftonline.us',
    logAnalyticsEndpoint: 'https://api.loganalytics.us',
    logAnalyticsAudience: 'https://api.loganalytics.us',
    metricsEndpoint: 'https://{region}.metrics.monitor.azure.us',
    metricsAudience: 'https://metrics.monitor.azure.us',
    aksServerApplication,
  },
  // https://learn.microsoft.com/azure/china/resources-developer-guide
  china: {
    resourceManagerEndpoint: 'https://management.chinacloudapi.cn',
    resourceManagerAudience: 'https://management.chinacloudapi.cn',
    authorityHost: 'https://login.chinacloudapi.cn',
    logAnalyticsEndpoint: 'https://api.loganalytics.azure.cn',
    logAnalyticsAudience: 'https://api.loganalytics.azure.cn',
    metricsEndpoint: 'https://{region}.metrics.monitor.azure.cn',
    metricsAudience: 'https://metrics.monitor.azure.cn',
    aksServerApplication,
  },
};

/** A cloud with some of its addresses replaced, e.g. for a private or air-gapped cloud. Throws `UsageError` with every problem. */
export function azureEnvironment(
  cloud: AzureCloud,
  changes: Readonly<Partial<AzureEnvironment>> = {},
): AzureEnvironment {
  const environment = { ...azureClouds[cloud], ...changes };
  const problems = addresses.flatMap((name) => problemOf(name, environment[name]));
  if (!environment.metricsEndpoint.includes('{region}') && changes.metricsEndpoint !== undefined) {
    problems.push(
      `The metrics endpoint ${changes.metricsEndpoint} has no {region}. Use e.g. ${azureClouds.public.metricsEndpoint}.`,
    );
  }
  if (problems.length > 0) throw new UsageError(problems);
  return {
    ...environment,
    resourceManagerEndpoint: environment.resourceManagerEndpoint.replace(/\/+$/u, ''),
    // Some write it with the version, as the successor of the client wants it.
    logAnalyticsEndpoint: environment.logAnalyticsEndpoint.replace(/(?:\/v1)?\/*$/u, ''),
    metricsEndpoint: environment.metricsEndpoint.replace(/\/+$/u, ''),
  };
}

/** The address of a regional service. Regions come from answers of Azure, and this one becomes part of a host name. */
export function regionalEndpoint(template: string, region: string): string {
  const name = region.toLowerCase().replaceAll(' ', '');
  if (/^[a-z0-9]{1,60}$/u.test(name)) return template.replace('{region}', name);
  throw new ReadError(
    'invalid',
    `"${cleanText(region, 60)}" is no region of Azure.`,
    'Check that the endpoint of Azure Resource Manager in the settings is the service itself.',
  );
}

const addresses = [
  'resourceManagerEndpoint',
  'resourceManagerAudience',
  'authorityHost',
  'logAnalyticsEndpoint',
  'logAnalyticsAudience',
  'metricsEndpoint',
  'metricsAudience',
] as const satisfies readonly (keyof AzureEnvironment)[];

function problemOf(name: (typeof addresses)[number], address: string): string[] {
  const url = address.replace('{region}', 'region');
  // A token sent over http is anybody's.
  const isHttps = URL.canParse(url) && new URL(url).protocol === 'https:';
  return isHttps
    ? []
    : [`${name} is "${address}", but it must be an https address, e.g. ${azureClouds.public[name]}.`];
}
