/**
 * List prices in US dollars, pay as you go, public cloud. The vendor's pages fill them in by script, so they were read
 * at second hand (texts that quote the Azure Retail Prices API, or the vendor's calculator) on the day below: look them up
 * for your region and contract before you rely on a sum, https://azure.microsoft.com/pricing/calculator/.
 */
export const pricesOf = { region: 'East US', readOn: '2026-11-30' } as const;

export const prices = {
  /** On demand, Flex Consumption. https://azure.microsoft.com/pricing/details/functions/ */
  gbSecond: 0.000026,
  freeGbSeconds: 100_000,
  execution: 0.4 / 1_000_000,
  freeExecutions: 250_000,
  /** Locally redundant. https://azure.microsoft.com/pricing/details/storage/tables/ */
  tableTransaction: 0.000_36 / 10_000,
  tableGbMonth: 0.045,
  /** General-purpose v2, both classes. https://azure.microsoft.com/pricing/details/storage/queues/ */
  queueOperation: 0.004 / 10_000,
  /** Analytics plan; the free part is that of an account. https://azure.microsoft.com/pricing/details/monitor/ */
  logGb: 2.3,
  freeLogGb: 5,
  /** Scanned by a query of a table on the Basic or Auxiliary plan; of one source only. */
  scannedGb: 0.005,
  /** A log alert that looks every 15 minutes. Same page. */
  logAlertMonth: 0.5,
  /** An instance that always waits, while it does nothing. https://azure.microsoft.com/pricing/details/functions/ */
  waitingGbSecond: 0.000004,
  /** With its address. https://azure.microsoft.com/pricing/details/azure-nat-gateway/ and …/ip-addresses/ */
  natGatewayHour: 0.045 + 0.005,
  natGatewayGb: 0.045,
  /** https://azure.microsoft.com/pricing/details/private-link/ and https://azure.microsoft.com/pricing/details/dns/ */
  privateEndpointHour: 0.01,
  privateZoneMonth: 0.5,
} as const;
