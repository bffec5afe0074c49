metadata description = 'The function app on Flex Consumption, with every setting that it reads.'

import {
  appIdentity
  appStorage
  callers as callersOf
  endpoints as endpointsOf
  fleet as fleetOf
  messages as messagesOf
  reach as reachOf
  retention as retentionOf
  sizing as sizingOf
  sweeps as sweepsOf
  tags as tagsOf
} from '../types.bicep'

@description('Name of the app; also its address.')
@minLength(2)
@maxLength(60)
param name string

@description('Name of the plan.')
@minLength(1)
@maxLength(40)
param planName string

@description('Region.')
param location string

@description('Tags of the resources.')
param tags tagsOf

@description('Version of Node: at least the one the bundle is built for (build.mjs).')
@allowed(['22', '24'])
param nodeVersion string

@description('Size and limits.')
param sizing sizingOf

@description('The identity of the app.')
param identity appIdentity

@description('Addresses of the storage, and the container of the package.')
param storage appStorage

@description('ARM id of the subnet of the app; empty for none.')
param subnetId string

@description('Where telemetry is sent.')
param connectionString string

@description('ARM id of the workspace for metrics of the platform.')
param workspaceId string

@description('Name of the vault with the secrets of receivers.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Clusters that are audited.')
param fleet fleetOf

@description('What may be read of them.')
param reach reachOf

@description('When and how.')
param sweeps sweepsOf

@description('How long results are kept.')
param retention retentionOf

@description('Rules, and who is told.')
param messages messagesOf

@description('Who may call.')
param callers callersOf

@description('Addresses of Azure that differ from those of its cloud.')
param endpoints endpointsOf

@description('An app setting with several values.')
func listOf(values string[]?) string => join(values ?? [], ',')

@description('An app setting whose value is in the vault: https://learn.microsoft.com/azure/app-service/app-service-key-vault-references')
func secret(vault string, secretName string) string =>
  '@Microsoft.KeyVault(VaultName=${vault};SecretName=${secretName})'

@description('Clouds as AZURE_CLOUD names them.')
var clouds = {
  AzureCloud: 'public'
  AzureUSGovernment: 'usGovernment'
  AzureChinaCloud: 'china'
}

@description('Minutes between two sweeps.')
var interval = sweeps.intervalMinutes

@description('Six-field NCRONTAB, in UTC.')
var schedule = interval < 60
  ? '0 */${interval} * * * *'
  : interval == 1440 ? '0 0 0 * * *' : interval == 60 ? '0 0 * * * *' : '0 0 */${interval / 60} * * *'

@description('Over before the next one begins; a sweep that takes two hours does not end any more.')
var deadline = min(interval - 5, 115)

@description('What src/config reads of the parameters; a test holds this against src/config/catalogue.ts.')
var settingsOfApp = {
  FLEET_SUBSCRIPTIONS: listOf(fleet.?subscriptions)
  FLEET_MANAGEMENT_GROUPS: listOf(fleet.?managementGroups)
  FLEET_MANAGERS: listOf(fleet.?managers)
  FLEET_CLUSTERS: listOf(fleet.?clusters)
  FLEET_INCLUDE_NAMES: listOf(fleet.?include.?names)
  FLEET_INCLUDE_RESOURCE_GROUPS: listOf(fleet.?include.?resourceGroups)
  FLEET_INCLUDE_REGIONS: listOf(fleet.?include.?regions)
  FLEET_INCLUDE_TAGS: listOf(fleet.?include.?tags)
  FLEET_EXCLUDE_NAMES: listOf(fleet.?exclude.?names)
  FLEET_EXCLUDE_RESOURCE_GROUPS: listOf(fleet.?exclude.?resourceGroups)
  FLEET_EXCLUDE_REGIONS: listOf(fleet.?exclude.?regions)
  FLEET_EXCLUDE_TAGS: listOf(fleet.?exclude.?tags)
  KUBERNETES_ACCESS: reach.?kubernetesAccess ?? ''
  ALLOW_LOCAL_ACCOUNTS: string(reach.?allowLocalAccounts ?? '')
  NODE_EGRESS_PROBE: string(reach.?nodeEgressProbe ?? '')
  METRICS_BY_PARTITION: string(reach.?metricsByPartition ?? '')
  SWEEP_SCHEDULE: schedule
  SWEEP_DEADLINE_MINUTES: string(deadline)
  CLOSE_CHECK_SECONDS: string(sweeps.?closeCheckSeconds ?? '')
  METRICS_WINDOW_SECONDS: string(sweeps.?metricsWindowSeconds ?? '')
  LOG_WINDOW_MINUTES: string(sweeps.?logWindowMinutes ?? '')
  LOG_DELAY_MINUTES: string(sweeps.?logDelayMinutes ?? '')
  PRUNE_SCHEDULE: retention.?pruneSchedule ?? ''
  RETENTION_AUDIT_DAYS: string(retention.?auditDays ?? '')
  RETENTION_HOURLY_DAYS: string(retention.?hourlyDays ?? '')
  RETENTION_DAILY_DAYS: string(retention.?dailyDays ?? '')
  POLICY_FILE: messages.?policyFile ?? ''
  NOTIFY_FILE: messages.?notifyFile ?? ''
  NOTIFY_PRIVATE_HOSTS: listOf(messages.?privateHosts)
  PUBLIC_URL: messages.?publicUrl ?? ''
  PAGE_NOTICE: messages.?pageNotice ?? ''
  WEBHOOK_SECRET_KEY: (messages.?webhooks ?? false) ? secret(vaultName, 'webhook-secret-key') : ''
  WEBHOOK_SECRET_KEY_PREVIOUS: (messages.?webhookKeyChanges ?? false)
    ? secret(vaultName, 'webhook-secret-key-previous')
    : ''
  AUTH_MODE: callers.mode
  AUTH_TENANT_ID: callers.mode == 'entra' ? callers.?tenantId ?? tenant().tenantId : ''
  AUTH_CLIENT_ID: callers.mode == 'entra' ? callers.?clientId ?? '' : ''
  AUTH_AUDIENCES: callers.mode == 'entra' ? listOf(callers.?audiences) : ''
  CORS_ALLOWED_ORIGINS: listOf(callers.?corsOrigins)
  CORS_ALLOW_CREDENTIALS: string(callers.?corsCredentials ?? '')
  AZURE_ARM_ENDPOINT: endpoints.?resourceManager ?? ''
  AZURE_ARM_AUDIENCE: endpoints.?resourceManagerAudience ?? ''
  AZURE_LOGS_ENDPOINT: endpoints.?logs ?? ''
  AZURE_LOGS_AUDIENCE: endpoints.?logsAudience ?? ''
  AZURE_METRICS_ENDPOINT: endpoints.?metrics ?? ''
  AZURE_METRICS_AUDIENCE: endpoints.?metricsAudience ?? ''
  AZURE_AUTHORITY_HOST: endpoints.?authorityHost ?? ''
}

@description('Secrets of receivers.')
var secrets = mapValues(messages.?secrets ?? {}, secretName => secret(vaultName, secretName))

@description('A setting that is left out has its default; one that is there and empty would only look like a mistake.')
var given = toObject(
  filter(items(union(settingsOfApp, secrets)), setting => !empty(setting.value)),
  setting => setting.key,
  setting => setting.value
)

@description('All of them. What is known only once other resources are there stands by itself, so that what-if shows the rest.')
var settings = {
  ...given
  AZURE_CLOUD: clouds[environment().name]
  AzureWebJobsStorage__blobServiceUri: storage.endpoints.blob
  AzureWebJobsStorage__queueServiceUri: storage.endpoints.queue
  AzureWebJobsStorage__tableServiceUri: storage.endpoints.table
  AzureWebJobsStorage__clientId: identity.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
  // @azure/identity: this identity, and no search for others.
  AZURE_CLIENT_ID: identity.clientId
  AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
  // "/" is a page of ours.
  AzureWebJobsDisableHomepage: 'true'
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds the app by it.
  tags: union(tags, { 'azd-service-name': 'auditor' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: storage.packageContainer
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: {
        name: 'node'
        version: nodeVersion
      }
      scaleAndConcurrency: {
        instanceMemoryMB: sizing.instanceMemoryMB
        maximumInstanceCount: sizing.maximumInstanceCount
        alwaysReady: sizing.alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: sizing.alwaysReadyHttp }]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: settings
  }
}

resource authentication 'Microsoft.Web/sites/config@2025-03-01' = if (callers.mode == 'platform') {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      excludedPaths: ['/api/health/live']
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          openIdIssuer: '${environment().authentication.loginEndpoint}${callers.?tenantId ?? tenant().tenantId}/v2.0'
          clientId: callers.?clientId ?? ''
        }
        validation: {
          allowedAudiences: concat(
            ['api://${callers.?clientId ?? ''}', callers.?clientId ?? ''],
            callers.?audiences ?? []
          )
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
}

#disable-next-line use-recent-api-versions // There is no newer one.
resource metrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    // The log of the app is in Application Insights already.
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address of the app.')
output url string = 'https://${app.properties.defaultHostName}'
