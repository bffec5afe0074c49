metadata description = 'Shapes of the parameters, with their limits.'

@export()
@description('Ids of clusters, or patterns: each list is joined by commas into one app setting.')
type fleet = {
  @description('Subscription ids in which clusters are looked for.')
  subscriptions: string[]?

  @description('Names of management groups in which clusters are looked for.')
  managementGroups: string[]?

  @description('ARM ids of Azure Kubernetes Fleet Managers whose members belong to the fleet.')
  managers: string[]?

  @description('ARM ids of single clusters.')
  clusters: string[]?

  @description('Only clusters that match a pattern of each list.')
  include: fleetRule?

  @description('Never clusters that match one of these.')
  exclude: fleetRule?
}

@export()
@description('Patterns that choose clusters; * stands for any text.')
type fleetRule = {
  @description('Patterns of names, e.g. aks-prod-*.')
  names: string[]?

  @description('Patterns of resource groups.')
  resourceGroups: string[]?

  @description('Patterns of regions.')
  regions: string[]?

  @description('Tags as name=pattern, e.g. env=prod.')
  tags: string[]?
}

@export()
@description('What may be read of clusters, and how.')
type reach = {
  @description('Whether API servers are read; the tag kubernetesAccess of a cluster decides for it alone.')
  kubernetesAccess: 'expected' | 'none'?

  @description('Read clusters without Entra ID with the certificate of their administrator.')
  allowLocalAccounts: bool?

  @description('Run a fixed script, as root, on one silent node of each pool. It needs the role of the probe too.')
  nodeEgressProbe: bool?

  @description('Tell etcd partitions apart, for one more call for 50 clusters with suspects.')
  metricsByPartition: bool?
}

@export()
@description('When sweeps start and how they read. The deadline of a sweep and the alert follow from the interval.')
type sweeps = {
  @description('Minutes between two sweeps. Twice the interval is a window that alert rules know.')
  intervalMinutes: 15 | 30 | 60 | 120 | 180 | 720 | 1440

  @description('Seconds between two looks whether a sweep is complete.')
  @minValue(1)
  @maxValue(3600)
  closeCheckSeconds: int?

  @description('Seconds between the two scrapes of an API server; 0 for one scrape and no rates.')
  @minValue(0)
  @maxValue(300)
  metricsWindowSeconds: int?

  @description('Minutes of audit log that the first sweep reads.')
  @minValue(15)
  @maxValue(360)
  logWindowMinutes: int?

  @description('Minutes that rows of a log may take to arrive.')
  @minValue(0)
  @maxValue(120)
  logDelayMinutes: int?
}

@export()
@description('How long what is stored is kept.')
type retention = {
  @description('Whole audits.')
  @minValue(7)
  @maxValue(3650)
  auditDays: int?

  @description('Figures by hour.')
  @minValue(7)
  @maxValue(3650)
  hourlyDays: int?

  @description('Figures by day; not less than hourlyDays.')
  @minValue(30)
  @maxValue(3650)
  dailyDays: int?

  @description('When what is too old is removed: six-field NCRONTAB, in UTC.')
  @minLength(11)
  pruneSchedule: string?
}

@export()
@description('Rules of the checks, and who is told of what. The files are in the deployed package.')
type messages = {
  @description('Suppressions and thresholds, a path in the package, e.g. policy.json.')
  policyFile: string?

  @description('Receivers and routes, a path in the package, e.g. notify.json.')
  notifyFile: string?

  @description('App settings that the notification file names, each with the name of its secret in the vault.')
  secrets: secretSettings?

  @description('Hosts with private addresses that may be sent to.')
  privateHosts: string[]?

  @description('Address of the app for links, if it is not the one of the platform.')
  publicUrl: string?

  @description('A line at the top of every page.')
  pageNotice: string?

  @description('Let webhooks be made over the API. The vault must hold the secret webhook-secret-key.')
  webhooks: bool?

  @description('While that key is changed: the vault holds the old one as webhook-secret-key-previous.')
  webhookKeyChanges: bool?
}

@export()
@description('Name of the app setting, and name of the secret in the vault.')
type secretSettings = {
  @description('Name of a secret in the vault.')
  @minLength(1)
  @maxLength(127)
  *: string
}

@export()
@description('How callers of pages and API are known.')
type callers = {
  @description('functionKey: keys of the app. entra: the app checks tokens. platform: App Service authentication does.')
  mode: 'functionKey' | 'entra' | 'platform'

  @description('Tenant whose tokens are taken; without it the tenant of the deployment.')
  @minLength(36)
  @maxLength(36)
  tenantId: string?

  @description('Application (client) id of the app registration. entra and platform need it.')
  @minLength(36)
  @maxLength(36)
  clientId: string?

  @description('Further audiences that tokens may be for.')
  audiences: string[]?

  @description('Origins of portals whose pages may call the API.')
  corsOrigins: string[]?

  @description('Whether they may send cookies along.')
  corsCredentials: bool?
}

@export()
@description('Addresses of Azure where they are not those of the cloud of the deployment, e.g. behind Azure Stack Hub or a private link scope.')
type endpoints = {
  @description('Azure Resource Manager.')
  resourceManager: string?

  @description('Audience of its tokens.')
  resourceManagerAudience: string?

  @description('Log queries, with their version, e.g. https://…/v1.')
  logs: string?

  @description('Audience of their tokens.')
  logsAudience: string?

  @description('Metric batches, with {region} in the place of the region.')
  metrics: string?

  @description('Audience of their tokens.')
  metricsAudience: string?

  @description('Where tokens come from.')
  authorityHost: string?
}

@export()
@description('public: no network of its own, and no fixed address. own: one is made. existing: subnets that are there.')
@discriminator('kind')
type network = publicNetwork | ownNetwork | existingNetwork

@description('No network of its own.')
type publicNetwork = {
  @description('No network.')
  kind: 'public'
}

@description('A network that is made for the app.')
type ownNetwork = {
  @description('A network is made.')
  kind: 'own'

  @description('Address space, e.g. 10.80.0.0/24: /24 or more.')
  @minLength(9)
  addressPrefix: string

  @description('Calls leave from one fixed address. Without it they leave as Azure lets them by default, from addresses that change.')
  natGateway: bool

  @description('Storage without a public address, reached through private endpoints.')
  privateStorage: bool

  @description('ARM ids of networks with private clusters, to peer with. The other side has to do it too.')
  peers: networkReference[]?

  @description('DNS servers that know the private zones of the clusters; without them those of Azure.')
  dnsServers: string[]?
}

@description('A network that is there, as hubs and landing zones have it.')
type existingNetwork = {
  @description('Subnets are there.')
  kind: 'existing'

  @description('ARM id of a subnet delegated to Microsoft.App/environments, with no underscore in its name.')
  appSubnetId: string

  @description('Private endpoints of the storage; left out, the storage keeps a public address.')
  storageEndpoints: existingEndpoints?
}

@description('Where private endpoints of the storage go.')
type existingEndpoints = {
  @description('ARM id of the subnet for private endpoints.')
  subnetId: string

  @description('ARM ids of the private DNS zones privatelink.(blob|queue|table).<suffix of the cloud>.')
  dnsZoneIds: dnsZoneIds
}

@export()
@description('ARM id of a virtual network.')
type networkReference = {
  @description('ARM id.')
  @minLength(20)
  id: string
}

@export()
@description('ARM ids of private DNS zones, by service of the storage.')
type dnsZoneIds = {
  @description('privatelink.blob.…')
  blob: string

  @description('privatelink.queue.…')
  queue: string

  @description('privatelink.table.…')
  table: string
}

@export()
@description('Addresses of the services of the storage account.')
type storageEndpoints = {
  @description('Blobs.')
  blob: string

  @description('Queues.')
  queue: string

  @description('Tables.')
  table: string
}

@export()
@description('Tags of resources.')
type tags = {
  @description('Value of a tag.')
  *: string
}

@export()
@description('The identity of the app.')
type appIdentity = {
  @description('ARM id.')
  id: string

  @description('Client id.')
  clientId: string
}

@export()
@description('What the app needs to know of its storage.')
type appStorage = {
  @description('Addresses of its services.')
  endpoints: storageEndpoints

  @description('Address of the container with the package.')
  packageContainer: string
}

@export()
@description('Size and limits of the app.')
type sizing = {
  @description('Memory of an instance. The host itself takes its part of it.')
  instanceMemoryMB: 512 | 2048 | 4096

  @description('Most instances at once. Each function but those of HTTP scales alone.')
  @minValue(40)
  @maxValue(1000)
  maximumInstanceCount: int

  @description('Instances that always wait for HTTP, so that pages open at once; each costs all day.')
  @minValue(0)
  @maxValue(10)
  alwaysReadyHttp: int
}

@export()
@description('The workspace for what the auditor says of itself.')
type logs = {
  @description('How long.')
  @minValue(30)
  @maxValue(730)
  retentionDays: int

  @description('Nothing is taken in any more on a day after so much: a bound of the cost, and then the alert is blind and fires.')
  @minValue(1)
  @maxValue(100)
  dailyCapGb: int
}

@export()
@description('Who is told when the auditor itself is in trouble.')
type alerts = {
  @description('Addresses of people.')
  emails: string[]?

  @description('ARM ids of action groups that exist.')
  actionGroupIds: string[]?
}

@export()
@description('A bound that is told, not enforced, in the currency of the subscription.')
type budget = {
  @description('Amount of a month.')
  @minValue(1)
  monthlyAmount: int

  @description('First day of the month in which it begins, e.g. 2026-12-01. It cannot be changed later.')
  @minLength(10)
  @maxLength(10)
  startDate: string

  @description('Who is told.')
  @minLength(1)
  emails: string[]
}

@export()
@description('People or groups who may write the secrets of receivers.')
type secretOfficer = {
  @description('Object id in Entra ID.')
  @minLength(36)
  @maxLength(36)
  objectId: string

  @description('What it is the id of.')
  kind: 'User' | 'Group' | 'ServicePrincipal'
}
