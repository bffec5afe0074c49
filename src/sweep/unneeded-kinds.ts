/** Log questions that need not be asked of a cluster this time: each is a query more for its workspace. */
import type { AnyCheck } from '../checks/define-check.ts';
import type { Collected } from '../evidence/index.ts';
import type { Missing, NewestAudit } from '../model.ts';
import { newestShare } from '../seen-figures.ts';
import type { UnneededKinds } from './context.ts';

/** Ours: half of where `large-etcd-database` begins. Below it there is time to find out in the next sweep who creates objects. */
const usedToAsk = 0.25;

/**
 * Who creates objects is shown by checks that find too many of them, and decides nothing. So it is asked where one of them has
 * found something the last time, or, where they could not tell yet, of clusters with a large etcd or one that is not seen.
 */
export function unneededKinds(
  checks: readonly AnyCheck[],
  newest: NewestAudit | null,
  { platformMetrics }: Collected,
): UnneededKinds {
  const shownBy = checks.filter(({ uses }) => uses.includes('creationsByClient'));
  const outcomes = shownBy.map(({ id }) => newest?.outcomes[id]);
  if (outcomes.length === 0 || outcomes.includes('fail')) return {};
  const allWell = outcomes.every((outcome) => outcome === 'pass' || outcome === 'notApplicable');
  const used = newestShare(platformMetrics, 'etcd_database_usage_percentage');
  return allWell || (used !== null && used < usedToAsk) ? { creationsByClient: nothingToExplain } : {};
}

const nothingToExplain: Missing = {
  ok: false,
  reason: 'notCollected',
  detail: 'The audit log was not asked who creates objects, because the last audit found none that pile up.',
  remedy: 'The sweep after one that finds such objects asks.',
};
