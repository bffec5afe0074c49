metadata description = 'What the identity of the auditor may read in one subscription of the fleet. Deploy it to each subscription, with the rights of an Owner or User Access Administrator.'

targetScope = 'subscription'

@description('ARM id of the identity of the app: output identityId of main.bicep. Assignments are named after it, because it is known before it exists.')
@minLength(20)
param identityId string

@description('Object id of the identity of the app: output identityPrincipalId of main.bicep.')
@minLength(36)
@maxLength(36)
param principalId string

@description('Let API servers be read: the address of each, and what is in clusters with Azure RBAC. Without it clusters are audited from Azure alone.')
param readClusters bool = true

@description('Let the audit logs of workspaces in this subscription be queried.')
param readLogs bool = true

@description('Node resource groups whose silent nodes may run the egress probe, a fixed script, as root. None by default; the setting NODE_EGRESS_PROBE has to allow it too.')
param probeResourceGroups string[] = []

@description('What Azure knows of clusters. docs/permissions.md says what each role is for, and a test holds them against what the gatherers declare: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles')
var azureRoles = {
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7'
  'Monitoring Reader': '43d0d8ad-25c7-4714-9337-8ba259a9fe05'
}

@description('Audit logs.')
var logRoles = {
  'Log Analytics Data Reader': '3b03c2da-16b3-4a49-8834-0f8130efdd3b'
}

@description('Addresses of API servers.')
var clusterRoles = {
  'Azure Kubernetes Service Cluster User Role': '4abbcc35-e782-43d8-92c5-2d3f1bd2253f'
}

@description('The built-in roles that are wanted.')
var builtIn = union(azureRoles, readLogs ? logRoles : {}, readClusters ? clusterRoles : {})

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(builtIn): {
    name: guid(subscription().id, identityId, role.value)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
      description: 'AKS Fleet Auditor: ${role.key}'
    }
  }
]

// Azure Kubernetes Service RBAC Reader has no metrics, health, webhook configurations, flow control and leases, and has Secrets'
// neighbours that nobody needs. Roles with data actions may not be assignable at a management group: one for each subscription.
resource clusterReader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (readClusters) {
  name: guid(subscription().id, 'aks-fleet-auditor-cluster-reader')
  properties: {
    // Names of roles are unique in a tenant.
    roleName: 'AKS Fleet Auditor cluster reader (${subscription().subscriptionId})'
    description: 'Reads what the AKS Fleet Auditor audits in clusters with Azure RBAC.'
    type: 'CustomRole'
    assignableScopes: [subscription().id]
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: loadJsonContent('cluster-reader-data-actions.json')
        notDataActions: []
      }
    ]
  }
}

resource clusterReaderAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (readClusters) {
  name: guid(subscription().id, identityId, clusterReader.id)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: clusterReader.id
    description: 'AKS Fleet Auditor: clusters with Azure RBAC'
  }
}

module probe 'modules/egress-probe-role.bicep' = if (!empty(probeResourceGroups)) {
  params: {
    identityId: identityId
    principalId: principalId
    resourceGroups: probeResourceGroups
  }
}
