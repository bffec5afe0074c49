metadata description = 'AKS Fleet Auditor: a function app that audits the API servers and etcd of a fleet of AKS clusters, and all that it needs.'

targetScope = 'subscription'

import * as types from 'types.bicep'

@description('Name of this installation, part of the names of all resources. azd: the name of the environment.')
@minLength(3)
@maxLength(24)
param name string

@description('Region. It must have Flex Consumption: az functionapp list-flexconsumption-locations.')
@minLength(2)
param location string = deployment().location

@description('Resource group that is made.')
@minLength(1)
@maxLength(90)
param resourceGroupName string = 'rg-${name}'

@description('Tags of every resource.')
param tags types.tags = {}

@description('Clusters that are audited. Without a list of any kind: those of the subscription of this deployment.')
param fleet types.fleet = {}

@description('Give the identity its roles in the subscriptions of fleet.subscriptions. It takes an Owner or User Access Administrator of them; false where others do that with fleet-access.bicep.')
param grantFleetAccess bool = true

@description('What may be read of clusters, and how.')
param reach types.reach = {}

@description('Node resource groups whose silent nodes may be probed. Only those of a single subscription in fleet.subscriptions; else use fleet-access.bicep.')
param probeResourceGroups string[] = []

@description('When sweeps start and how they read.')
param sweeps types.sweeps = {
  intervalMinutes: 60
}

@description('How long results are kept.')
param retention types.retention = {}

@description('Rules of the checks, and who is told of what.')
param messages types.messages = {}

@description('How callers of pages and API are known.')
param callers types.callers = {
  mode: 'functionKey'
}

@description('Addresses of Azure that differ from those of the cloud of this deployment.')
param endpoints types.endpoints = {}

@description('Network of the app.')
param network types.network = {
  kind: 'public'
}

@description('Size and limits of the app.')
param sizing types.sizing = {
  instanceMemoryMB: 2048
  maximumInstanceCount: 40
  alwaysReadyHttp: 0
}

@description('Version of Node.')
@allowed(['22', '24'])
param nodeVersion string = '24'

@description('Copies of the history.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_GRS'])
param storageRedundancy string = 'Standard_ZRS'

@description('The workspace for what the auditor says of itself.')
param logs types.logs = {
  retentionDays: 30
  dailyCapGb: 1
}

@description('Who is told when the auditor itself is in trouble.')
param alerts types.alerts = {}

@description('Who may write the secrets of receivers into the vault.')
param secretOfficers types.secretOfficer[] = []

@description('Send mail by Azure Communication Services; where mail is kept, e.g. Europe. Empty: no such service is made.')
@maxLength(40)
param mailDataLocation string = ''

@description('Tells when the resource group of the auditor is about to cost more a month.')
param budget types.budget?

@description('Tells when log queries and logs of the subscriptions of the fleet are about to cost more a month, each.')
param scanBudget types.budget?

@description('Makes names of the world unique, and the same at every deployment.')
var suffix = uniqueString(subscription().id, name)

@description('Storage accounts and vaults have short names without hyphens.')
var compact = replace(toLower(name), '-', '')

@description('azd finds the group by the first.')
var allTags = union({ 'azd-env-name': name, product: 'aks-fleet-auditor' }, tags)

@description('Whether the parameters say where clusters are looked for.')
var isScoped = !empty(concat(
  fleet.?subscriptions ?? [],
  fleet.?managementGroups ?? [],
  fleet.?managers ?? [],
  fleet.?clusters ?? []
))

@description('Where roles are assigned.')
var fleetSubscriptions = isScoped ? fleet.?subscriptions ?? [] : [subscription().subscriptionId]

@description('Names that are known before their resources exist, so that what-if is exact.')
var names = {
  identity: 'id-${name}'
  workspace: 'log-${name}'
  storage: 'st${take(compact, 9)}${suffix}'
  vault: 'kv-${take(compact, 7)}-${suffix}'
  packageContainer: 'app-package'
}

@description('ARM id of the identity, known before it exists.')
var identityId = resourceId(
  subscription().subscriptionId,
  resourceGroupName,
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  names.identity
)

@description('ARM id of the storage account, known before it exists.')
var storageId = resourceId(
  subscription().subscriptionId,
  resourceGroupName,
  'Microsoft.Storage/storageAccounts',
  names.storage
)

@description('ARM id of the workspace, known before it exists.')
var workspaceId = resourceId(
  subscription().subscriptionId,
  resourceGroupName,
  'Microsoft.OperationalInsights/workspaces',
  names.workspace
)

@description('Addresses of the storage, known before it exists.')
var storageEndpoints = {
  blob: 'https://${names.storage}.blob.${environment().suffixes.storage}/'
  queue: 'https://${names.storage}.queue.${environment().suffixes.storage}/'
  table: 'https://${names.storage}.table.${environment().suffixes.storage}/'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: resourceGroupName
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: names.identity
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: name
    workspaceName: names.workspace
    location: location
    tags: allTags
    logs: logs
    alerts: alerts
    sweepIntervalMinutes: sweeps.intervalMinutes
    identityId: identityId
    principalId: identity.outputs.principalId
  }
}

module health 'modules/health.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    workspaceName: names.workspace
  }
  dependsOn: [monitoring]
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: names.storage
    packageContainerName: names.packageContainer
    location: location
    tags: allTags
    redundancy: storageRedundancy
    isPrivate: network.kind == 'own'
      ? network.privateStorage
      : network.kind == 'existing' && network.?storageEndpoints != null
    identityId: identityId
    principalId: identity.outputs.principalId
    workspaceId: workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: names.vault
    location: location
    tags: allTags
    identityId: identityId
    principalId: identity.outputs.principalId
    officers: secretOfficers
    workspaceId: workspaceId
  }
}

module ownNetwork 'modules/network.bicep' = if (network.kind == 'own') {
  scope: group
  params: {
    name: name
    location: location
    tags: allTags
    addressPrefix: network.addressPrefix
    natGateway: network.natGateway
    peers: network.?peers ?? []
    dnsServers: network.?dnsServers ?? []
  }
}

module privateDns 'modules/private-dns.bicep' = if (network.kind == 'own' && network.privateStorage) {
  scope: group
  params: {
    networkId: ownNetwork!.outputs.id
    tags: allTags
  }
}

module ownEndpoints 'modules/storage-endpoints.bicep' = if (network.kind == 'own' && network.privateStorage) {
  scope: group
  params: {
    storageId: storageId
    storageName: names.storage
    location: location
    tags: allTags
    subnetId: ownNetwork!.outputs.endpointsSubnetId
    dnsZoneIds: privateDns!.outputs.zoneIds
  }
}

module existingEndpoints 'modules/storage-endpoints.bicep' = if (network.kind == 'existing' && network.?storageEndpoints != null) {
  scope: group
  params: {
    storageId: storageId
    storageName: names.storage
    location: location
    tags: allTags
    subnetId: network.?storageEndpoints.?subnetId ?? ''
    dnsZoneIds: network.?storageEndpoints.?dnsZoneIds ?? { blob: '', queue: '', table: '' }
  }
}

module mail 'modules/communication.bicep' = if (!empty(mailDataLocation)) {
  scope: group
  params: {
    name: '${name}-${suffix}'
    tags: allTags
    dataLocation: mailDataLocation
    identityId: identityId
    principalId: identity.outputs.principalId
    workspaceId: workspaceId
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-${name}-${suffix}'
    planName: 'plan-${name}'
    location: location
    tags: allTags
    nodeVersion: nodeVersion
    sizing: sizing
    identity: {
      id: identityId
      clientId: identity.outputs.clientId
    }
    storage: {
      endpoints: storageEndpoints
      packageContainer: '${storageEndpoints.blob}${names.packageContainer}'
    }
    subnetId: network.kind == 'own'
      ? ownNetwork!.outputs.appSubnetId
      : network.kind == 'existing' ? network.appSubnetId : ''
    connectionString: monitoring.outputs.connectionString
    workspaceId: workspaceId
    vaultName: names.vault
    fleet: union(fleet, { subscriptions: fleetSubscriptions })
    reach: reach
    sweeps: sweeps
    retention: retention
    messages: messages
    callers: callers
    endpoints: endpoints
  }
  // A private storage account is reached by its endpoints alone.
  dependsOn: [storage, vault, ownEndpoints, existingEndpoints]
}

module access 'fleet-access.bicep' = [
  for id in fleetSubscriptions: if (grantFleetAccess) {
    scope: subscription(id)
    params: {
      identityId: identityId
      principalId: identity.outputs.principalId
      readClusters: (reach.?kubernetesAccess ?? 'expected') == 'expected'
      probeResourceGroups: length(fleetSubscriptions) == 1 ? probeResourceGroups : []
    }
  }
]

module ownBudget 'modules/budget.bicep' = if (budget != null) {
  params: {
    name: 'budget-${name}'
    budget: budget!
    resourceGroups: [group.name]
    meterCategories: []
  }
}

module scanBudgets 'modules/budget.bicep' = [
  for id in fleetSubscriptions: if (scanBudget != null) {
    scope: subscription(id)
    params: {
      name: 'budget-${name}-log-queries'
      budget: scanBudget!
      resourceGroups: []
      // Where scans of Basic and Auxiliary tables are billed; Analytics tables cost nothing to query.
      meterCategories: ['Log Analytics', 'Azure Monitor']
    }
  }
]

@description('Resource group of the installation.')
output resourceGroup string = group.name

@description('Name of the app, to deploy the package to.')
output appName string = app.outputs.name

@description('Address of the app.')
output appUrl string = app.outputs.url

@description('Object id of the identity: for fleet-access.bicep and for ClusterRoleBindings.')
output identityPrincipalId string = identity.outputs.principalId

@description('ARM id of the identity: for fleet-access.bicep.')
output identityId string = identityId

@description('Client id of the identity.')
output identityClientId string = identity.outputs.clientId

@description('Vault for the secrets of receivers.')
output vaultName string = names.vault

@description('Address that calls to clusters come from, for their authorized IP ranges; empty where it is not fixed.')
output egressAddress string = network.kind == 'own' ? ownNetwork!.outputs.egressAddress : ''

@description('Network of the app, for links of private DNS zones and for peerings; empty without one of its own.')
output networkId string = network.kind == 'own' ? ownNetwork!.outputs.id : ''

@description('mail.communicationServices.endpoint of the notification file; empty without the service.')
output mailEndpoint string = empty(mailDataLocation) ? '' : mail!.outputs.endpoint

@description('mail.from of the notification file; empty without the service.')
output mailSender string = empty(mailDataLocation) ? '' : mail!.outputs.sender
