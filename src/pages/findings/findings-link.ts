/** Addresses of the page of findings. */
import type { Parameters } from '../parts/address.ts';
import { addressOf, given } from '../parts/address.ts';
import type { FindingsQuery } from '../views.ts';

/** Parameters by name, those that say what the page does anyway left out. */
export function findingsParameters(query: FindingsQuery): Parameters {
  const { group, severity, check, client, cluster, tag, state, suppressed, page } = query;
  return given([
    ['group', group === 'check' ? undefined : group],
    ['severity', severity?.join(',')],
    ['check', check],
    ['client', client],
    ['cluster', cluster],
    ['tag', tag],
    ['state', state?.join(',')],
    ['suppressed', suppressed === undefined ? undefined : suppressed ? 'yes' : 'no'],
    ['page', page === 1 ? undefined : String(page)],
  ]);
}

export function findingsPath(query: FindingsQuery): string {
  return addressOf('/findings', findingsParameters(query));
}

/** Whether some findings are left out. */
export function isFiltered({
  severity,
  check,
  client,
  cluster,
  tag,
  state,
  suppressed,
}: FindingsQuery): boolean {
  return [severity, check, client, cluster, tag, state, suppressed].some((value) => value !== undefined);
}
