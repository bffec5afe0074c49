/** How much could be seen in each subscription: rights and logs are mostly missing for a whole one at once. */
import type { LatestAudit } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';
import { sum } from '../../shared/sum.ts';
import type { FleetSeen, SeenClients } from './fleet-seen.ts';
import { clientsSeen } from './fleet-seen.ts';
import type { SubscriptionCoverage } from './insights.ts';

/** Least coverage first. */
export function subscriptionCoverage(
  fleet: Pick<FleetSeen, 'latest' | 'clients'>,
): readonly SubscriptionCoverage[] {
  const groups = Map.groupBy(clientsSeen(fleet), ({ latest }) => subscriptionOf(latest));
  return [...groups]
    .map(([subscriptionId, members]) => coverageOf(subscriptionId, members))
    .toSorted(
      (left, right) =>
        (left.coverage ?? 2) - (right.coverage ?? 2) ||
        compareText(left.subscriptionId ?? '', right.subscriptionId ?? ''),
    );
}

/** Ids of Azure are the same in any case. */
function subscriptionOf({ cluster: { source } }: LatestAudit): string | null {
  return source.kind === 'azure' ? source.subscriptionId.toLowerCase() : null;
}

function coverageOf(subscriptionId: string | null, members: readonly SeenClients[]): SubscriptionCoverage {
  const wanted = members.filter(({ latest }) => latest.notAudited?.state !== 'skipped');
  // As a sweep counts it: one that had to be audited and was not counts as 0.
  const audited = wanted.flatMap(({ latest: { newest, notAudited } }) =>
    newest === null || notAudited !== undefined ? [] : [newest.headline],
  );
  return {
    subscriptionId,
    clusters: wanted.length,
    audited: audited.length,
    coverage: wanted.length === 0 ? null : sum(audited.map(({ coverage }) => coverage)) / wanted.length,
    withoutScore: audited.filter(({ score }) => score === null).length,
    withoutClients: wanted.filter(({ busy }) => busy === null).length,
  };
}
