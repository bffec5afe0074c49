import type { Alert, LeftOut } from '../../notification.ts';
import { bySeverity } from '../../model.ts';
import type { Silenced } from './changes.ts';
import { groupTitle } from './group.ts';

/** Names that are told of a group; the number of its alerts says how many there are. */
const mostClusters = 5;

/** One entry for alerts of a group that are left out for one reason. */
export function leftOutOf(
  where: Pick<LeftOut, 'receiver' | 'route' | 'group'>,
  alerts: readonly [Alert, ...Alert[]],
  why: Pick<LeftOut, 'reason' | 'until' | 'into'>,
): LeftOut {
  const [worst = alerts[0]] = alerts.toSorted(bySeverity);
  const names = new Set(alerts.flatMap(({ cluster }) => cluster?.name ?? []));
  return {
    ...where,
    title: groupTitle(worst),
    ...why,
    severity: worst.severity,
    alerts: alerts.length,
    clusters: [...names].slice(0, mostClusters),
  };
}

/** The same for alerts that have reasons of their own: one entry a reason. */
export function leftOutBy(
  where: Pick<LeftOut, 'receiver' | 'route' | 'group'>,
  silenced: readonly Silenced[],
): readonly LeftOut[] {
  const byReason = Map.groupBy(silenced, ({ reason, until, into }) => JSON.stringify([reason, until, into]));
  return [...byReason.values()].flatMap((same) => {
    const [first, ...rest] = same;
    if (first === undefined) return [];
    const { reason, until, into } = first;
    const alerts = [first.alert, ...rest.map(({ alert }) => alert)] as const;
    const more = { ...(until === undefined ? {} : { until }), ...(into === undefined ? {} : { into }) };
    return [leftOutOf(where, alerts, { reason, ...more })];
  });
}
