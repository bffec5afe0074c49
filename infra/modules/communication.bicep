metadata description = 'Mail by Azure Communication Services, from a domain that Azure manages.'

import { tags as tagsOf } from '../types.bicep'

@description('Start of the names.')
@minLength(3)
@maxLength(40)
param name string

@description('Tags of the resources.')
param tags tagsOf

@description('Where mail is kept.')
@minLength(2)
param dataLocation string

@description('ARM id of the identity of the app: its assignment is named after it.')
@minLength(20)
param identityId string

@description('Object id of the identity of the app, which sends.')
@minLength(36)
@maxLength(36)
param principalId string

@description('ARM id of the workspace that learns what was sent.')
param workspaceId string

resource email 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: 'mail-${name}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: email
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: 'acs-${name}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: [domain.id]
  }
}

// The built-in role may change the service too; sending takes these three:
// https://learn.microsoft.com/azure/communication-services/quickstarts/email/send-email-smtp/smtp-authentication
resource sender 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'aks-fleet-auditor-mail-sender')
  properties: {
    // Names of roles are unique in a tenant.
    roleName: 'AKS Fleet Auditor mail sender (${uniqueString(resourceGroup().id)})'
    description: 'Sends mail through the communication service of the AKS Fleet Auditor.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Communication/CommunicationServices/Read'
          'Microsoft.Communication/CommunicationServices/Write'
          'Microsoft.Communication/EmailServices/write'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: service
  name: guid(service.id, identityId, sender.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: sender.id
    description: 'AKS Fleet Auditor: sends mail'
  }
}

#disable-next-line use-recent-api-versions // There is no newer one.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: service
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'EmailSendMailOperational', enabled: true }
      { category: 'EmailStatusUpdateOperational', enabled: true }
    ]
  }
}

@description('Address of the service: mail.communicationServices.endpoint of the notification file.')
output endpoint string = 'https://${service.properties.hostName}'

@description('Sender of the domain: mail.from of the notification file.')
output sender string = 'DoNotReply@${domain.properties.mailFromSenderDomain}'
