using 'main.bicep'

// azd sets the first two; with the Azure CLI the defaults are as good. FLEET_SUBSCRIPTIONS: ids, separated by commas.
param name = readEnvironmentVariable('AZURE_ENV_NAME', 'fleet-auditor')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param fleet = {
  subscriptions: split(readEnvironmentVariable('FLEET_SUBSCRIPTIONS', '00000000-0000-0000-0000-000000000000'), ',')
}

// Everything else has a default: main.bicep and types.bicep describe it, examples/ shows it.
