metadata description = 'Secrets of receivers. Roles decide who reads and writes; there are no access policies.'

import { secretOfficer, tags as tagsOf } from '../types.bicep'

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags of the resource.')
param tags tagsOf

@description('ARM id of the identity of the app: its assignment is named after it.')
@minLength(20)
param identityId string

@description('Object id of the identity of the app, which reads them.')
@minLength(36)
@maxLength(36)
param principalId string

@description('Who may write secrets.')
param officers secretOfficer[]

@description('ARM id of the workspace that learns who read and wrote.')
param workspaceId string

@description('Key Vault Secrets User.')
var secretsUserRole = '4633458b-17de-408a-b874-0445c86b69e6'

@description('Key Vault Secrets Officer.')
var secretsOfficerRole = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

// Public, and closed to everybody without a role: references of app settings do not reach a vault with a restricted network on
// Flex Consumption: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations
resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Enabled'
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identityId, secretsUserRole)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUserRole)
    description: 'AKS Fleet Auditor: secrets of receivers'
  }
}

resource writers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for officer in officers: {
    scope: vault
    name: guid(vault.id, officer.objectId, secretsOfficerRole)
    properties: {
      principalId: officer.objectId
      principalType: officer.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficerRole)
      description: 'AKS Fleet Auditor: writes secrets of receivers'
    }
  }
]

#disable-next-line use-recent-api-versions // There is no newer one.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
