import { clientOfWords, familyOf } from '../../client-names.ts';
import type { ClusterRef, Finding } from '../../model.ts';
import type { InsightCluster, SharedClient } from '../../report/insights/insights.ts';

/** Other clusters in which the client that causes a finding is heavy too. */
export function elsewhereOf(
  { culprit }: Pick<Finding, 'culprit'>,
  { key }: Pick<ClusterRef, 'key'>,
  sharedClients: readonly SharedClient[],
): readonly InsightCluster[] {
  if (culprit?.kind !== 'client') return [];
  const family = familyOf(clientOfWords(culprit.name));
  const shared = sharedClients.find(({ name }) => name === family);
  return (shared?.clusters ?? []).map(({ cluster }) => cluster).filter((cluster) => cluster.key !== key);
}
