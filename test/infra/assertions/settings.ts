/** The app finds every setting that it reads, in a form that it takes. */
import { readConfig } from '../../../src/config.ts';
import type { Setting } from '../../../src/config/catalogue.ts';
import { settingCatalogue } from '../../../src/config/catalogue.ts';
import { UsageError } from '../../../src/shared/errors.ts';
import type { Deployment } from '../compiled.ts';
import { appSettings, differences } from './reading.ts';

/** What the host and the libraries read; config.ts does not. */
const ofOthers = [
  'AzureWebJobsStorage__blobServiceUri',
  'AzureWebJobsStorage__credential',
  'AZURE_CLIENT_ID',
  'AZURE_TOKEN_CREDENTIALS',
  'AzureWebJobsDisableHomepage',
];

/** https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations */
const notOnFlex = [
  'ENABLE_ORYX_BUILD',
  'FUNCTIONS_EXTENSION_VERSION',
  'FUNCTIONS_WORKER_RUNTIME',
  'FUNCTIONS_WORKER_RUNTIME_VERSION',
  'SCM_DO_BUILD_DURING_DEPLOYMENT',
  'TZ',
  'WEBSITE_CONTENTAZUREFILECONNECTIONSTRING',
  'WEBSITE_CONTENTSHARE',
  'WEBSITE_NODE_DEFAULT_VERSION',
  'WEBSITE_RUN_FROM_PACKAGE',
  'WEBSITE_TIME_ZONE',
];

/** Of a deployment in which everything is set: no setting of the catalogue is left out, and none is set that nobody reads. */
export function everySetting(deployment: Deployment, secrets: readonly string[]): readonly string[] {
  const catalogue: readonly (readonly [string, Setting])[] = Object.entries(settingCatalogue);
  const deployed = catalogue.filter(([, { setBy }]) => setBy === 'deployment').map(([name]) => name);
  return differences('app settings', Object.keys(appSettings(deployment)), [
    ...deployed,
    ...ofOthers,
    ...secrets,
  ]);
}

export function settingsThatFlexTakes(deployment: Deployment): readonly string[] {
  return Object.keys(appSettings(deployment))
    .filter((name) => notOnFlex.includes(name))
    .map((name) => `app setting ${name} is not allowed on Flex Consumption`);
}

/** The app itself reads them: each problem that it would not start with. */
export function settingsThatTheAppTakes(deployment: Deployment): readonly string[] {
  try {
    readConfig({ ...resolved(appSettings(deployment)), ...platform });
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.problems;
  }
}

const platform = { WEBSITE_AUTH_ENABLED: 'True', WEBSITE_HOSTNAME: 'func-fleet.azurewebsites.net' };

/** What only Azure can work out, as it would be in its public cloud. */
export function resolved(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, resolve(name, value)]));
}

function resolve(name: string, value: string): string {
  if (value.startsWith('@Microsoft.KeyVault(')) return Buffer.alloc(32, 7).toString('base64');
  if (!value.startsWith('[')) return value;
  if (name === 'AZURE_CLOUD') return 'public';
  if (name.endsWith('Uri')) return 'https://stfleet.queue.core.windows.net/';
  if (name === 'APPLICATIONINSIGHTS_CONNECTION_STRING') {
    return `InstrumentationKey=${clientId};IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/`;
  }
  return value.includes('Authorization=AAD') ? `ClientId=${clientId};Authorization=AAD` : clientId;
}

const clientId = '33333333-3333-3333-3333-333333333333';
