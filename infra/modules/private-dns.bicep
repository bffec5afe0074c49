metadata description = 'Private DNS zones of the storage services, known to the network of the app.'

import { dnsZoneIds, tags as tagsOf } from '../types.bicep'

@description('ARM id of the network.')
@minLength(20)
param networkId string

@description('Tags of the resources.')
param tags tagsOf

@description('Services of the storage that the app uses.')
var services = ['blob', 'queue', 'table']

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in services: {
    name: 'privatelink.${service}.${environment().suffixes.storage}'
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, place) in services: {
    parent: zones[place]
    name: 'to-app'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
]

@description('ARM ids of the zones.')
output zoneIds dnsZoneIds = {
  blob: zones[0].id
  queue: zones[1].id
  table: zones[2].id
}
