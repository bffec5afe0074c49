/** Values written into the text of a query, so that none of them can become part of the query itself. */
import { ReadError } from '../../shared/errors.ts';

/** A string literal in plain ASCII: https://learn.microsoft.com/kusto/query/scalar-data-types/string */
export function kqlString(text: string): string {
  let quoted = '';
  for (let index = 0; index < text.length; index += 1) quoted += escaped(text.charAt(index));
  return `"${quoted}"`;
}

export function kqlTime(time: Date): string {
  return `datetime(${time.toISOString()})`;
}

/**
 * The ids of clusters, lower case, one a line. One that is no id of a managed cluster is refused and not quoted: it would
 * match no row, and no row must not be taken for an answer.
 */
export function kqlResourceIds(ids: readonly string[]): string {
  if (ids.length === 0 || ids.length > mostResourceIds) {
    throw new RangeError(`A log query takes 1 to ${mostResourceIds} clusters, not ${ids.length}.`);
  }
  return ids.map((id) => `    ${kqlString(checkedId(id))}`).join(',\n');
}

/** One noisy workspace must not make the answer grow beyond the service's limits. */
export const mostResourceIds = 50;

/**
 * Names as ARM allows them; a resource group may have letters of any script:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
const managedClusterId =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[\p{L}\p{N}._()-]{1,90}\/providers\/microsoft\.containerservice\/managedclusters\/[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/u;

function checkedId(id: string): string {
  const lower = id.toLowerCase();
  if (managedClusterId.test(lower)) return lower;
  throw new ReadError(
    'invalid',
    `${JSON.stringify(id.slice(0, 200))} is not the ARM id of a managed cluster.`,
    'Take the id from the properties page of the cluster in the Azure portal.',
  );
}

function escaped(unit: string): string {
  if (unit === '"' || unit === '\\') return `\\${unit}`;
  const code = unit.charCodeAt(0);
  return code >= 0x20 && code <= 0x7e ? unit : `\\u${code.toString(16).padStart(4, '0')}`;
}
