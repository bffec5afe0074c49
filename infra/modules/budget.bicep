metadata description = 'Tells when the month is about to cost more than was meant: log queries of a subscription, or a resource group.'

targetScope = 'subscription'

import { budget as budgetOf } from '../types.bicep'

@description('Name of the budget.')
@minLength(1)
@maxLength(63)
param name string

@description('Amount, beginning and who is told.')
param budget budgetOf

@description('Resource groups that count; none for all of the subscription.')
param resourceGroups string[]

@description('Meter categories that count; none for all.')
param meterCategories string[]

@description('Costs of these groups.')
var byGroup = empty(resourceGroups)
  ? []
  : [{ dimensions: { name: 'ResourceGroupName', operator: 'In', values: resourceGroups } }]

@description('Costs of these meters.')
var byMeter = empty(meterCategories)
  ? []
  : [{ dimensions: { name: 'MeterCategory', operator: 'In', values: meterCategories } }]

@description('Both, where both are given.')
var filters = concat(byGroup, byMeter)

resource monthly 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: budget.monthlyAmount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: budget.startDate
    }
    filter: length(filters) == 1 ? filters[0] : { and: filters }
    notifications: {
      soon: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Forecasted'
        contactEmails: budget.emails
      }
      reached: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: budget.emails
      }
    }
  }
}
