using '../main.bicep'

// Ten clusters with public API servers, audited every hour; mail and Teams; pages behind keys of the app.

param name = 'small-fleet'
param location = 'westeurope'
param tags = {
  owner: 'platform-team'
}
param fleet = {
  subscriptions: ['00000000-0000-0000-0000-000000000000']
  exclude: {
    names: ['*-sandbox']
  }
}
param storageRedundancy = 'Standard_LRS'
param messages = {
  notifyFile: 'notify.json'
  secrets: {
    TEAMS_PLATFORM_URL: 'teams-platform-url'
  }
}
param mailDataLocation = 'Europe'
param secretOfficers = [
  {
    objectId: '00000000-0000-0000-0000-000000000001'
    kind: 'User'
  }
]
param alerts = {
  emails: ['platform-team@example.com']
}
param budget = {
  monthlyAmount: 20
  startDate: '2026-12-01'
  emails: ['platform-team@example.com']
}
