metadata description = 'The workbook and the saved queries about the health of the auditor itself.'

import { tags as tagsOf } from '../types.bicep'

@description('Region.')
param location string

@description('Tags of the resources.')
param tags tagsOf

@description('Name of the workspace.')
@minLength(4)
param workspaceName string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspace.id, 'aks-fleet-auditor-health')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'AKS Fleet Auditor: health of the auditor'
    category: 'workbook'
    sourceId: workspace.id
    version: 'Notebook/1.0'
    serializedData: replace(loadTextContent('../health/workbook.json'), '__WORKSPACE_ID__', workspace.id)
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

// Queries of the workbook and of docs/operations.md begin with it.
resource events 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-07-01' = {
  parent: workspace
  name: 'auditor-events'
  properties: {
    category: 'AKS Fleet Auditor'
    displayName: 'AuditorEvents'
    functionAlias: 'AuditorEvents'
    query: loadTextContent('../health/auditor-events.kql')
    version: 2
  }
}
