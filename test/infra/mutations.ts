/** One thing of a compiled deployment is made wrong, and what the assertion that is for it says then. */
import * as parts from './assertions/parts.ts';
import * as permissions from './assertions/permissions.ts';
import * as secrets from './assertions/secrets.ts';
import * as settings from './assertions/settings.ts';
import type { Change } from './changes.ts';
import { assignedRole, each, inRole, set, setting, without } from './changes.ts';
import type { Deployment } from './compiled.ts';

type Assertion = (deployment: Deployment) => readonly string[];

interface Mutation {
  readonly assertion: Assertion;
  /** What is made wrong. */
  readonly change: Change;
  /** What the assertion then says, a line of it. */
  readonly says: string;
}

const account = 'Microsoft.Storage/storageAccounts';
const site = 'Microsoft.Web/sites';
const assignment = 'Microsoft.Authorization/roleAssignments';
const definition = 'Microsoft.Authorization/roleDefinitions';
const reader = 'AKS Fleet Auditor cluster reader (00000000-0000-0000-0000-000000000000)';
const fleet = '/subscriptions/00000000-0000-0000-0000-000000000000';
const data = 'Microsoft.ContainerService/managedClusters';

const closed: Assertion = (deployment) => parts.closedNetwork(deployment);
const hourly: Assertion = (deployment) => parts.alertAfterTwoIntervals(deployment, 60);
const every: Assertion = (deployment) => settings.everySetting(deployment, ['TEAMS_PLATFORM_URL']);

/** Of the small fleet, which has everything but a network. */
const ofSmallFleet: readonly Mutation[] = [
  {
    assertion: secrets.noKeys,
    change: (given) => ({ ...given, template: given.template.replace('uniqueString(', "listKeys('x', ") }),
    says: 'the template calls listKeys',
  },
  {
    assertion: secrets.noKeys,
    change: set(account, 'allowSharedKeyAccess', true),
    says: 'allowSharedKeyAccess is true, expected false',
  },
  {
    assertion: secrets.noKeys,
    change: set('Microsoft.Insights/components', 'DisableLocalAuth', false),
    says: 'DisableLocalAuth is false, expected true',
  },
  {
    assertion: secrets.noKeys,
    change: set('Microsoft.OperationalInsights/workspaces', 'features.disableLocalAuth', false),
    says: 'features.disableLocalAuth is false, expected true',
  },
  {
    assertion: secrets.noKeys,
    change: set('Microsoft.Communication/communicationServices', 'disableLocalAuth', undefined),
    says: 'disableLocalAuth is not set, expected true',
  },
  {
    assertion: secrets.noKeys,
    change: set('Microsoft.Web/sites/basicPublishingCredentialsPolicies', 'allow', true),
    says: 'allow is true, expected false',
  },
  {
    assertion: secrets.noKeys,
    change: set(
      site,
      'functionAppConfig.deployment.storage.authentication.type',
      'StorageAccountConnectionString',
    ),
    says: 'is "StorageAccountConnectionString", expected "UserAssignedIdentity"',
  },
  {
    assertion: secrets.noKeys,
    change: setting('AzureWebJobsStorage', 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=YQ=='),
    says: 'app setting AzureWebJobsStorage holds a key',
  },
  {
    assertion: secrets.secretsInTheVault,
    change: setting('TEAMS_PLATFORM_URL', 'https://example.logic.azure.com/workflows/1'),
    says: 'app setting TEAMS_PLATFORM_URL is no reference to the vault',
  },
  {
    assertion: secrets.secretsInTheVault,
    change: set('Microsoft.KeyVault/vaults', 'enableRbacAuthorization', false),
    says: 'enableRbacAuthorization is false, expected true',
  },
  {
    assertion: secrets.secretsInTheVault,
    change: set(site, 'keyVaultReferenceIdentity', 'SystemAssigned'),
    says: 'keyVaultReferenceIdentity is "SystemAssigned"',
  },
  {
    assertion: secrets.encryptedOnTheWay,
    change: set(account, 'minimumTlsVersion', 'TLS1_0'),
    says: 'minimumTlsVersion is "TLS1_0", expected "TLS1_2"',
  },
  {
    assertion: secrets.encryptedOnTheWay,
    change: set(site, 'siteConfig.minTlsVersion', '1.0'),
    says: 'siteConfig.minTlsVersion is "1.0", expected "1.2"',
  },
  {
    assertion: secrets.encryptedOnTheWay,
    change: set(site, 'httpsOnly', false),
    says: 'httpsOnly is false, expected true',
  },
  {
    assertion: secrets.nothingPublic,
    change: set(account, 'allowBlobPublicAccess', true),
    says: 'allowBlobPublicAccess is true, expected false',
  },
  {
    assertion: secrets.nothingPublic,
    change: set(`${account}/blobServices/containers`, 'publicAccess', 'Blob'),
    says: 'publicAccess is "Blob", expected "None"',
  },
  {
    assertion: permissions.noWildcards,
    change: set(definition, 'permissions', [{ actions: [], dataActions: [`${data}/*/read`] }]),
    says: `${data}/*/read is a wildcard`,
  },
  {
    assertion: permissions.rolesAsDeclared,
    change: inRole(reader, (actions) => [...actions, `${data}/secrets/read`]),
    says: `role "${reader}": ${data}/secrets/read is too much`,
  },
  {
    assertion: permissions.rolesAsDeclared,
    change: inRole(reader, (actions) => actions.filter((action) => action !== `${data}/metrics/read`)),
    says: `role "${reader}": ${data}/metrics/read is missing`,
  },
  {
    assertion: permissions.builtInRolesAsDeclared,
    change: without(
      ({ type, properties }) => type === assignment && JSON.stringify(properties).includes('43d0d8ad'),
    ),
    says: `${fleet}: Monitoring Reader is missing`,
  },
  {
    assertion: permissions.builtInRolesAsDeclared,
    change: assignedRole('acdd72a7', 'b24988ac-6180-42a0-ab88-20f7382dd24c'),
    says: `${fleet}: an unknown role (b24988ac-6180-42a0-ab88-20f7382dd24c) is too much`,
  },
  {
    assertion: permissions.scopesAsMeant,
    change: each(
      ({ type, properties }) => type === assignment && JSON.stringify(properties).includes('b7e6dc6d'),
      (resource) => ({ ...resource, id: `/subscriptions/s/providers/${assignment}/x` }),
    ),
    says: 'Storage Blob Data Owner is assigned at /subscriptions/s',
  },
  {
    assertion: permissions.namesOfAssignments,
    change: each(
      ({ type }) => type === assignment,
      (resource) => ({ ...resource, name: 'storage-owner' }),
    ),
    says: 'an assignment is named storage-owner',
  },
  {
    assertion: permissions.namesOfAssignments,
    change: (given) => ({
      ...given,
      template: given.template.replaceAll('"name": "[guid(', '"name": "[guid(newGuid(), '),
    }),
    says: 'an assignment is named [guid(newGuid(), ',
  },
  {
    assertion: permissions.namesOfAssignments,
    change: set(assignment, 'principalType', undefined),
    says: 'principalType is not set',
  },
  {
    assertion: settings.settingsThatFlexTakes,
    change: setting('WEBSITE_RUN_FROM_PACKAGE', '1'),
    says: 'app setting WEBSITE_RUN_FROM_PACKAGE is not allowed on Flex Consumption',
  },
  {
    assertion: settings.settingsThatTheAppTakes,
    change: setting('SWEEP_SCHEDULE', 'hourly'),
    says: 'SWEEP_SCHEDULE is "hourly"',
  },
  {
    assertion: parts.namesAsInCode,
    change: without(({ id }) => id.endsWith('/queues/audit-cluster-poison')),
    says: 'queues: audit-cluster-poison is missing',
  },
  {
    assertion: parts.namesAsInCode,
    change: without(({ id }) => id.endsWith('/tables/Rollups')),
    says: 'tables: Rollups is missing',
  },
  {
    assertion: parts.packageHasAPlace,
    change: set(
      site,
      'functionAppConfig.deployment.storage.value',
      'https://st.blob.core.windows.net/elsewhere',
    ),
    says: 'elsewhere, the container is app-package',
  },
  {
    assertion: parts.runtimeAsBuilt,
    change: set(site, 'functionAppConfig.runtime.version', '20'),
    says: 'the app runs on Node 20, the bundle is built for 22',
  },
  {
    assertion: parts.runtimeAsBuilt,
    change: set(site, 'functionAppConfig.runtime.name', 'python'),
    says: 'functionAppConfig.runtime.name is "python", expected "node"',
  },
  {
    assertion: hourly,
    change: setting('SWEEP_SCHEDULE', '0 0 */2 * * *'),
    says: 'sweeps start 120 minutes apart, not 60',
  },
  {
    assertion: hourly,
    change: setting('SWEEP_DEADLINE_MINUTES', '60'),
    says: 'the deadline is 60 of 60 minutes',
  },
  {
    assertion: hourly,
    change: set('Microsoft.Insights/scheduledQueryRules', 'windowSize', 'PT1H'),
    says: 'the alert looks back PT1H, not 120 minutes',
  },
  {
    assertion: hourly,
    change: set('Microsoft.Insights/scheduledQueryRules', 'criteria', { allOf: [{ query: 'AppTraces' }] }),
    says: 'the alert does not look for closed sweeps',
  },
  {
    assertion: parts.diagnosticsEverywhere,
    change: without(({ id }) => /vaults\/[^/]+\/providers\/Microsoft\.Insights/u.test(id)),
    says: 'Microsoft.KeyVault/vaults kv-smallfl',
  },
  {
    assertion: parts.tagsOfAzd,
    change: each(
      ({ type }) => type === site,
      (resource) => ({ ...resource, tags: {} }),
    ),
    says: 'the app has no tag azd-service-name: auditor',
  },
];

const ofPrivateFleet: readonly Mutation[] = [
  {
    assertion: closed,
    change: set(account, 'publicNetworkAccess', 'Enabled'),
    says: 'publicNetworkAccess is "Enabled", expected "Disabled"',
  },
  {
    assertion: closed,
    change: without(({ name }) => name.startsWith('pep-') && name.endsWith('-table')),
    says: 'private endpoints: table is missing',
  },
  { assertion: closed, change: set(site, 'virtualNetworkSubnetId', null), says: 'the app is in no subnet' },
  {
    assertion: closed,
    change: set('Microsoft.Network/virtualNetworks', 'subnets', [{ name: 'snet_app' }]),
    says: 'the name of a subnet has an underscore',
  },
];

const ofEverything: readonly Mutation[] = [
  { assertion: every, change: setting('FLEET_REGION', 'x'), says: 'app settings: FLEET_REGION is too much' },
  {
    assertion: every,
    change: setting('LOG_DELAY_MINUTES', undefined),
    says: 'app settings: LOG_DELAY_MINUTES is missing',
  },
  {
    assertion: permissions.rolesAsDeclared,
    change: inRole('AKS Fleet Auditor egress probe', (actions) => [
      ...actions,
      'Microsoft.Compute/virtualMachines/delete',
    ]),
    says: 'Microsoft.Compute/virtualMachines/delete is too much',
  },
  {
    assertion: permissions.rolesAsDeclared,
    change: inRole('AKS Fleet Auditor mail sender', (actions) => actions.slice(1)),
    says: 'Microsoft.Communication/CommunicationServices/Read is missing',
  },
];

/** By the parameters of the deployment that is made wrong. */
export const mutations = {
  'infra/examples/small-fleet.bicepparam': ofSmallFleet,
  'infra/examples/private-fleet.bicepparam': ofPrivateFleet,
  'test/infra/every-setting.bicepparam': ofEverything,
};
