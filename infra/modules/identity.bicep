metadata description = 'The identity of the app: it reads the fleet, and uses storage, vault and telemetry. No secret belongs to it.'

import { tags as tagsOf } from '../types.bicep'

@description('Name of the identity.')
@minLength(3)
@maxLength(128)
param name string

@description('Region.')
param location string

@description('Tags of the resource.')
param tags tagsOf

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Object id: what roles are assigned to, and what a ClusterRoleBinding names.')
output principalId string = identity.properties.principalId

@description('Client id: what the app signs in as.')
output clientId string = identity.properties.clientId
