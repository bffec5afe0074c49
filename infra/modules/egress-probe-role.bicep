metadata description = 'Opt-in: a role that may run a command on nodes, and no more, in the node resource groups that are named.'

targetScope = 'subscription'

@description('ARM id of the identity of the app: assignments are named after it.')
@minLength(20)
param identityId string

@description('Object id of the identity of the app.')
@minLength(36)
@maxLength(36)
param principalId string

@description('Node resource groups whose nodes may be probed.')
@minLength(1)
param resourceGroups string[]

// No built-in role has just this: Virtual Machine Contributor may do anything to a machine.
resource prober 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'aks-fleet-auditor-egress-probe')
  properties: {
    roleName: 'AKS Fleet Auditor egress probe (${subscription().subscriptionId})'
    description: 'Runs the egress probe on silent nodes.'
    type: 'CustomRole'
    assignableScopes: [subscription().id]
    permissions: [
      {
        actions: [
          'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read'
          'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action'
          'Microsoft.Compute/virtualMachines/read'
          'Microsoft.Compute/virtualMachines/runCommand/action'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

module assignments 'egress-probe-assignment.bicep' = [
  for name in resourceGroups: {
    scope: resourceGroup(name)
    params: {
      identityId: identityId
      principalId: principalId
      roleDefinitionId: prober.id
    }
  }
]
