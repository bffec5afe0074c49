/** The tables that log queries are bound to, as the vendor documents them. */
import type { TableSchema } from '../../local/kusto/syntax.ts';
import { logColumns } from '../../local/sample/azure/log-rows.ts';
import type { LogTable, LogTarget } from '../../src/azure/kql/log-query.ts';

export const logTableSchemas: readonly TableSchema[] = Object.entries(logColumns).map(([name, columns]) => ({
  name,
  columns,
}));

export const shopId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-shop/providers/microsoft.containerservice/managedclusters/shop';
export const bankId =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourcegroups/rg-bank/providers/microsoft.containerservice/managedclusters/bank';

/** Two clusters, one hour. */
export function logTarget(table: LogTable, other: Partial<LogTarget> = {}): LogTarget {
  return {
    table,
    sees: table === 'AKSAuditAdmin' ? 'writes' : 'all',
    resourceIds: [shopId, bankId],
    from: new Date('2026-11-24T03:00:00Z'),
    to: new Date('2026-11-24T04:00:00Z'),
    ...other,
  };
}
