metadata description = 'What the auditor says of itself: a workspace, Application Insights that takes identities alone, and the alert when it is silent.'

import { alerts as alertsOf, logs as logsOf, tags as tagsOf } from '../types.bicep'

@description('Start of the names.')
@minLength(3)
param name string

@description('Name of the workspace.')
@minLength(4)
@maxLength(63)
param workspaceName string

@description('Region.')
param location string

@description('Tags of the resources.')
param tags tagsOf

@description('Retention and daily cap of the workspace.')
param logs logsOf

@description('Who is told.')
param alerts alertsOf

@description('Minutes between two sweeps.')
@allowed([15, 30, 60, 120, 180, 720, 1440])
param sweepIntervalMinutes int

@description('ARM id of the identity of the app: its assignment is named after it.')
@minLength(20)
param identityId string

@description('Object id of the identity of the app, which sends telemetry.')
@minLength(36)
@maxLength(36)
param principalId string

@description('Monitoring Metrics Publisher: the smallest role that may send.')
var metricsPublisherRole = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logs.retentionDays
    workspaceCapping: {
      dailyQuotaGb: logs.dailyCapGb
    }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Only identities with the role below send; host.json says what is sampled.
    DisableLocalAuth: true
    IngestionMode: 'LogAnalytics'
    SamplingPercentage: 100
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identityId, metricsPublisherRole)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisherRole)
    description: 'AKS Fleet Auditor: telemetry'
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alerts.?emails ?? [])) {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'FleetAudit'
    emailReceivers: [
      for (email, place) in alerts.?emails ?? []: {
        name: 'email-${place}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

@description('The group above, if it is made.')
var ownGroup = empty(alerts.?emails ?? []) ? [] : [people.id]

@description('How long without a closed sweep is too long.')
var silentMinutes = 2 * sweepIntervalMinutes

@description('Windows as rules know them: https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule')
var windows = {
  '30': 'PT30M'
  '60': 'PT1H'
  '120': 'PT2H'
  '240': 'PT4H'
  '360': 'PT6H'
  '1440': 'P1D'
  '2880': 'P2D'
}

resource silence 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'alert-${name}-no-sweep'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'AKS Fleet Auditor: no sweep closed for ${silentMinutes} minutes'
    description: 'The fleet is not watched. See docs/operations.md, "No sweep closed".'
    enabled: true
    severity: 1
    scopes: [workspace.id]
    evaluationFrequency: sweepIntervalMinutes <= 30 ? 'PT5M' : 'PT15M'
    windowSize: windows[string(silentMinutes)]
    autoMitigate: true
    // The table is there only after the first metric came in.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          // One row whatever came in: a rule over no rows would be silent just when it matters.
          query: loadTextContent('../health/no-sweep-closed.kql')
          metricMeasureColumn: 'Closed'
          timeAggregation: 'Total'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: concat(ownGroup, alerts.?actionGroupIds ?? [])
    }
  }
}

@description('Where telemetry is sent. It names a key, which opens nothing: local authentication is off.')
output connectionString string = insights.properties.ConnectionString
