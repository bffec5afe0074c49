metadata description = 'Storage of the host, the deployed package, the queues and the history. Shared keys are off: only identities get in.'

import { tags as tagsOf } from '../types.bicep'

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Container that the platform puts the deployed package into.')
@minLength(3)
@maxLength(63)
param packageContainerName string

@description('Region.')
param location string

@description('Tags of the resource.')
param tags tagsOf

@description('Copies: in one building, in the zones of the region, or in a second region too.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_GRS'])
param redundancy string

@description('Whether it is reached over private endpoints alone.')
param isPrivate bool

@description('ARM id of the identity of the app: assignments are named after it, because it is known before it exists.')
@minLength(20)
param identityId string

@description('Object id of the identity of the app.')
@minLength(36)
@maxLength(36)
param principalId string

@description('ARM id of the workspace that learns who deleted something.')
param workspaceId string

@description('As in src/store/queues.ts; a test compares them.')
var queueNames = [
  'survey-workspace'
  'audit-cluster'
  'close-sweep'
  'notify'
  'deliver'
  'send-report'
]

@description('As in src/store/table/rows.ts; a test compares them.')
var tableNames = [
  'Sweeps'
  'Ledger'
  'Evidence'
  'Latest'
  'Audits'
  'Findings'
  'Rollups'
  'Notes'
  'DeadLetters'
  'Suppressions'
  'Thresholds'
  'Turns'
  'NotifyState'
  'Deliveries'
  'Webhooks'
]

@description('Locks, keys and timers of the host and its package; queues; history: https://learn.microsoft.com/azure/azure-functions/functions-identity-based-connections-tutorial')
var roles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-08-01' = {
  parent: account
  name: 'default'
  properties: {
    // A package that was overwritten by mistake can be had back.
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: blobs
  name: packageContainerName
  properties: {
    publicAccess: 'None'
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-08-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-08-01' = [
  for queueName in queueNames: {
    parent: queueService
    name: queueName
  }
]

// What the host gives up goes here, and each has a function that keeps it.
resource poisonQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-08-01' = [
  for queueName in queueNames: {
    parent: queueService
    name: '${queueName}-poison'
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-08-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-08-01' = [
  for tableName in tableNames: {
    parent: tableService
    name: tableName
  }
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    scope: account
    name: guid(account.id, identityId, role.value)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
      description: 'AKS Fleet Auditor: ${role.key}'
    }
  }
]

// The auditor writes thousands of rows an hour: only what is deleted is worth a log, and that is little.
#disable-next-line use-recent-api-versions // There is no newer one.
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

#disable-next-line use-recent-api-versions // There is no newer one.
resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: queueService
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

#disable-next-line use-recent-api-versions // There is no newer one.
resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tableService
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}
