using '../main.bicep'

// Hundreds of clusters, many of them private or with authorized IP ranges: the app has a network of its own, calls leave from one
// fixed address, storage has no public one. Callers bring tokens of Entra ID, and roles are assigned by those who own the
// subscriptions, with fleet-access.bicep.

param name = 'private-fleet'
param location = 'westeurope'
param tags = {
  owner: 'platform-team'
  dataClassification: 'internal'
}
param fleet = {
  managementGroups: ['mg-landing-zones']
  include: {
    tags: ['env=prod']
  }
}
param grantFleetAccess = false
param network = {
  kind: 'own'
  addressPrefix: '10.80.0.0/24'
  natGateway: true
  privateStorage: true
  peers: [
    {
      id: '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub'
    }
  ]
  dnsServers: ['10.0.0.4', '10.0.0.5']
}
param sweeps = {
  intervalMinutes: 60
  logWindowMinutes: 60
}
param sizing = {
  instanceMemoryMB: 2048
  maximumInstanceCount: 100
  alwaysReadyHttp: 1
}
param messages = {
  policyFile: 'policy.json'
  notifyFile: 'notify.json'
  secrets: {
    TEAMS_PLATFORM_URL: 'teams-platform-url'
    INCIDENTS_URL: 'incidents-url'
    INCIDENTS_SECRET: 'incidents-secret'
  }
  webhooks: true
  publicUrl: 'https://auditor.example.com'
}
param callers = {
  mode: 'entra'
  clientId: '00000000-0000-0000-0000-000000000003'
  corsOrigins: ['https://portal.example.com']
}
param logs = {
  retentionDays: 90
  dailyCapGb: 5
}
param alerts = {
  actionGroupIds: [
    '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-oncall/providers/Microsoft.Insights/actionGroups/ag-oncall'
  ]
}
