using 'main.bicep'

// azd sets the first two; with the Azure CLI the defaults are as good.
param name = readEnvironmentVariable('AZURE_ENV_NAME', 'fleet-auditor')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

// Subscriptions with clusters, separated by commas; without any, the one that this is deployed to.
param fleet = {
  subscriptions: filter(split(readEnvironmentVariable('FLEET_SUBSCRIPTIONS', ''), ','), id => !empty(id))
}

// Everything else has a default: main.bicep and types.bicep describe it, examples/ shows it.
