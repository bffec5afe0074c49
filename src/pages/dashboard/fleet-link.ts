/** Addresses of the fleet page: what is shown is in the address alone, so that it can be sent and kept. */
import type { ClusterQuery } from '../../report/select-clusters.ts';
import type { Parameters } from '../parts/address.ts';
import { addressOf, given } from '../parts/address.ts';
import type { Range } from '../trend/range.ts';
import { defaultRange } from '../trend/range.ts';

/** What the fleet page is asked for. */
export interface FleetQuery extends ClusterQuery {
  readonly page?: number;
  readonly range: Range;
}

/** Parameters by name, those that say what the page does anyway left out. */
function fleetParameters(query: FleetQuery): Parameters {
  const { name, severity, tier, region, tag, check, outcome, sort, order, page = 1, range } = query;
  return given([
    ['name', name],
    ['severity', severity?.join(',')],
    ['tier', tier?.join(',')],
    ['region', region?.join(',')],
    ['tag', tag],
    ['check', check],
    ['outcome', outcome?.join(',')],
    ['sort', sort === 'attention' ? undefined : sort],
    ['order', order],
    ['page', page === 1 ? undefined : String(page)],
    ['range', range === defaultRange ? undefined : range],
  ]);
}

/** The fleet page as asked for, at a section of it. */
export function fleetPath(query: FleetQuery, section: string): string {
  return addressOf('/', fleetParameters(query), section);
}

/** Whether some clusters are left out. */
export function isFiltered({ name, severity, tier, region, tag, check, outcome }: ClusterQuery): boolean {
  return [name, severity, tier, region, tag, check, outcome].some((value) => value !== undefined);
}
