using '../../infra/main.bicep'

// Everything that can be set is set: a test holds the app settings that come of it against src/config/catalogue.ts.

var id = '00000000-0000-0000-0000-000000000000'
var provider = '/subscriptions/${id}/resourceGroups/rg/providers/Microsoft.ContainerService'

param name = 'every-setting'
param location = 'westeurope'
param fleet = {
  subscriptions: [id]
  managementGroups: ['mg-platform']
  managers: ['${provider}/fleets/fleet-1']
  clusters: ['${provider}/managedClusters/aks-1']
  include: {
    names: ['aks-*']
    resourceGroups: ['rg-*']
    regions: ['westeurope', 'north*']
    tags: ['env=prod', 'tier=1']
  }
  exclude: {
    names: ['*-sandbox']
    resourceGroups: ['rg-lab-*']
    regions: ['brazilsouth']
    tags: ['audit=off']
  }
}
param reach = {
  kubernetesAccess: 'expected'
  allowLocalAccounts: true
  nodeEgressProbe: true
  metricsByPartition: true
}
param probeResourceGroups = ['MC_rg_aks-1_westeurope']
param sweeps = {
  intervalMinutes: 180
  closeCheckSeconds: 20
  metricsWindowSeconds: 5
  logWindowMinutes: 45
  logDelayMinutes: 20
}
param retention = {
  auditDays: 30
  hourlyDays: 60
  dailyDays: 400
  pruneSchedule: '0 15 2 * * *'
}
param messages = {
  policyFile: 'policy.json'
  notifyFile: 'notify.json'
  secrets: {
    TEAMS_PLATFORM_URL: 'teams-platform-url'
  }
  privateHosts: ['hooks.internal.example.com']
  publicUrl: 'https://auditor.example.com'
  pageNotice: 'Test installation'
  webhooks: true
  webhookKeyChanges: true
}
param callers = {
  mode: 'entra'
  tenantId: '00000000-0000-0000-0000-000000000004'
  clientId: '00000000-0000-0000-0000-000000000005'
  audiences: ['api://fleet-auditor']
  corsOrigins: ['https://portal.example.com']
  corsCredentials: true
}
param endpoints = {
  resourceManager: 'https://arm.example.com'
  resourceManagerAudience: 'https://arm.example.com'
  logs: 'https://logs.example.com/v1'
  logsAudience: 'https://logs.example.com'
  metrics: 'https://{region}.metrics.example.com'
  metricsAudience: 'https://metrics.example.com'
  authorityHost: 'https://login.example.com'
}
param mailDataLocation = 'Europe'
param secretOfficers = [
  {
    objectId: '00000000-0000-0000-0000-000000000006'
    kind: 'Group'
  }
]
param alerts = {
  emails: ['platform-team@example.com']
}
param budget = {
  monthlyAmount: 50
  startDate: '2026-12-01'
  emails: ['platform-team@example.com']
}
param scanBudget = {
  monthlyAmount: 100
  startDate: '2026-12-01'
  emails: ['platform-team@example.com']
}
