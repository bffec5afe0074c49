metadata description = 'Private endpoints of the storage account: one for each service that the app uses.'

import { dnsZoneIds as dnsZoneIdsOf, tags as tagsOf } from '../types.bicep'

@description('ARM id of the storage account.')
@minLength(20)
param storageId string

@description('Name of the storage account.')
@minLength(3)
param storageName string

@description('Region.')
param location string

@description('Tags of the resources.')
param tags tagsOf

@description('ARM id of the subnet.')
@minLength(20)
param subnetId string

@description('ARM ids of the private DNS zones.')
param dnsZoneIds dnsZoneIdsOf

@description('One endpoint each.')
var services = ['blob', 'queue', 'table']

resource endpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for service in services: {
    name: 'pep-${storageName}-${service}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: service
          properties: {
            privateLinkServiceId: storageId
            groupIds: [service]
          }
        }
      ]
    }
  }
]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (service, place) in services: {
    parent: endpoints[place]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: service
          properties: {
            privateDnsZoneId: dnsZoneIds[service]
          }
        }
      ]
    }
  }
]
