metadata description = 'The role of the egress probe in one node resource group.'

@description('ARM id of the identity of the app: the assignment is named after it.')
@minLength(20)
param identityId string

@description('Object id of the identity of the app.')
@minLength(36)
@maxLength(36)
param principalId string

@description('ARM id of the role.')
@minLength(20)
param roleDefinitionId string

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, identityId, roleDefinitionId)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleDefinitionId
    description: 'AKS Fleet Auditor: egress probe'
  }
}
