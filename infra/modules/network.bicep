metadata description = 'A network of its own: a subnet for the app, one for private endpoints, and one way out with a fixed address.'

import { networkReference, tags as tagsOf } from '../types.bicep'

@description('Start of the names.')
@minLength(3)
param name string

@description('Region.')
param location string

@description('Tags of the resources.')
param tags tagsOf

@description('Address space of the network.')
@minLength(9)
param addressPrefix string

@description('Whether calls leave through a NAT gateway.')
param natGateway bool

@description('ARM ids of networks to peer with.')
param peers networkReference[]

@description('DNS servers; none for those of Azure.')
param dnsServers string[]

@description('Instances of Flex Consumption take addresses of it; no underscore in its name.')
var appSubnetName = 'snet-app'

@description('Private endpoints.')
var endpointsSubnetName = 'snet-endpoints'

@description('The space is cut: the app has the first half, endpoints a quarter, the rest is left.')
var parsed = parseCidr(addressPrefix)

@description('Half of the space.')
var appPrefix = cidrSubnet(addressPrefix, parsed.cidr + 1, 0)

@description('The third quarter.')
var endpointsPrefix = cidrSubnet(addressPrefix, parsed.cidr + 2, 2)

resource address 'Microsoft.Network/publicIPAddresses@2025-05-01' = if (natGateway) {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
  }
}

resource gateway 'Microsoft.Network/natGateways@2025-05-01' = if (natGateway) {
  name: 'ng-${name}'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    idleTimeoutInMinutes: 4
    publicIpAddresses: [{ id: address.id }]
  }
}

resource closed 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-${name}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'only-from-the-network'
        properties: {
          description: 'Private endpoints are called by the app alone.'
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    dhcpOptions: {
      dnsServers: dnsServers
    }
    subnets: [
      {
        name: appSubnetName
        properties: {
          addressPrefix: appPrefix
          // Without a gateway calls leave as Azure lets them by default, or as route tables have it.
          defaultOutboundAccess: !natGateway
          natGateway: natGateway ? { id: gateway.id } : null
          networkSecurityGroup: { id: closed.id }
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: endpointsSubnetName
        properties: {
          addressPrefix: endpointsPrefix
          defaultOutboundAccess: false
          networkSecurityGroup: { id: closed.id }
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

resource peerings 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = [
  for peer in peers: {
    parent: network
    name: 'to-${last(split(peer.id, '/'))}-${uniqueString(peer.id)}'
    properties: {
      remoteVirtualNetwork: peer
      allowVirtualNetworkAccess: true
      allowForwardedTraffic: false
      allowGatewayTransit: false
      useRemoteGateways: false
    }
  }
]

@description('ARM id of the network: private DNS zones of clusters are linked to it.')
output id string = network.id

@description('ARM id of the subnet of the app.')
output appSubnetId string = '${network.id}/subnets/${appSubnetName}'

@description('ARM id of the subnet of private endpoints.')
output endpointsSubnetId string = '${network.id}/subnets/${endpointsSubnetName}'

@description('The address that calls come from, for authorized IP ranges of clusters; empty without a NAT gateway.')
output egressAddress string = natGateway ? address!.properties.ipAddress : ''
