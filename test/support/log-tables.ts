/** The tables that log queries are bound to, as the vendor documents them. */
import type { TableSchema } from '../../local/kusto/syntax.ts';
import { logColumns } from '../../local/sample/azure/log-rows.ts';
import type { LogNeed, LogPart, LogTable, LogTarget } from '../../src/azure/kql/log-query.ts';

export const logTableSchemas: readonly TableSchema[] = Object.entries(logColumns).map(([name, columns]) => ({
  name,
  columns,
}));

export const shopId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-shop/providers/microsoft.containerservice/managedclusters/shop';
export const bankId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-bank/providers/microsoft.containerservice/managedclusters/bank';
const millId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-mill/providers/microsoft.containerservice/managedclusters/mill';

/** Two clusters of one table, one hour. */
export function logTarget(table: LogTable, resourceIds: readonly string[] = [shopId, bankId]): LogTarget {
  return targetOf(logPart(table, ...resourceIds));
}

/** The same hour of several tables. */
export function targetOf(...parts: LogTarget['parts']): LogTarget {
  return { parts, from: new Date('2026-11-24T03:00:00Z'), to: new Date('2026-11-24T04:00:00Z') };
}

export function logPart(table: LogTable, ...resourceIds: readonly string[]): LogPart {
  return { table, sees: table === 'AKSAuditAdmin' ? 'writes' : 'all', resourceIds };
}

const [shop, bank] = [logPart('AKSAudit', shopId), logPart('AzureDiagnostics', bankId)];
const all = targetOf(shop, bank, logPart('AKSAuditAdmin', millId));

/** One cluster in each table that a query may ask. */
export const unionTargets: Readonly<Record<LogNeed, LogTarget>> = {
  audit: all,
  writes: all,
  reads: targetOf(shop, bank),
  controlPlane: targetOf(logPart('AKSControlPlane', shopId), bank),
};
