import type { FleetScope } from '../azure/discover-fleet.ts';
import type { Fleet } from '../sweep/context.ts';
import { countOf, listInWords } from '../shared/format.ts';
import { assignRole } from './assign-role.ts';
import type { Causes } from './cause.ts';
import { claimsOf } from './check-identity.ts';
import { type DoctorItem, itemOf } from './report.ts';
import type { Seen } from './seen.ts';

const check = 'fleet';

export function checkFleet(seen: Seen, causes: Causes): readonly DoctorItem[] {
  const { pass } = seen;
  if (pass === null)
    return [notListed('The settings that name the fleet cannot be read.', causes.ofSettings())];
  if (!pass.fleet.ok) {
    const { reason, detail, remedy } = pass.fleet;
    const because = causes.ofService('resourceManager', reason);
    if (because !== null) return [notListed(detail, because)];
    return [itemOf({ id: 'fleet:list', check, status: 'missing', what: 'The fleet', detail, remedy })];
  }
  const fleet = pass.fleet.value;
  return [
    ...unseenItems(fleet, seen),
    ...emptySubscriptions(fleet, seen),
    ...foundItems(fleet),
    ...leftOutItems(fleet),
  ];
}

function notListed(detail: string, because: string | null): DoctorItem {
  return itemOf({ id: 'fleet:list', check, status: 'unknown', what: 'The fleet', detail, because });
}

/** Longer than this, the rest is said by its number. */
const mostSentences = 5;

function unseenItems({ unseen }: Fleet, seen: Seen): readonly DoctorItem[] {
  if (unseen.length === 0) return [];
  const more = unseen.length - mostSentences;
  const hidden = scopeOf(seen).subscriptions.filter((id) =>
    unseen.some((sentence) => sentence.includes(id.toLowerCase())),
  );
  return [
    itemOf({
      id: 'fleet:unseen',
      check,
      status: 'missing',
      what: `Sight of ${countOf(unseen.length, 'part')} of the fleet`,
      detail: [...unseen.slice(0, mostSentences), ...(more > 0 ? [`And ${more} more.`] : [])].join(' '),
      remedy:
        'Give the identity of the auditor the role Reader there, or take these parts out of FLEET_SUBSCRIPTIONS, FLEET_MANAGEMENT_GROUPS, FLEET_MANAGERS and FLEET_CLUSTERS.',
      commands: hidden.map((id) => assignRole('Reader', `/subscriptions/${id}`, claimsOf(seen.tokens))),
    }),
  ];
}

function scopeOf({ settings: { fleet } }: Seen): FleetScope {
  const none = { subscriptions: [], managementGroups: [], fleets: [], clusters: [] };
  return fleet?.kind === 'azure' ? fleet.scope : none;
}

/** Resource Graph leaves out what may not be read without a word. */
function emptySubscriptions(fleet: Fleet, seen: Seen): readonly DoctorItem[] {
  if (fleet.clusters.length === 0) return [];
  const filled = new Set(subscriptionsOf(fleet).keys());
  return scopeOf(seen)
    .subscriptions.map((id) => id.toLowerCase())
    .filter((id) => !filled.has(id) && !fleet.unseen.some((sentence) => sentence.includes(id)))
    .map((id) =>
      itemOf({
        id: `fleet:empty:${id}`,
        check,
        status: 'warning',
        what: `Clusters in the subscription ${id}`,
        detail:
          'None was found: there is none, the filter leaves all out, or the role of the auditor is on other resources of it.',
        remedy:
          'Check the subscription in FLEET_SUBSCRIPTIONS, and that the role Reader is on the subscription itself.',
      }),
    );
}

function subscriptionsOf({ clusters }: Fleet): ReadonlyMap<string, number> {
  const ids = clusters.flatMap(({ cluster: { source } }) =>
    source.kind === 'azure' ? [source.subscriptionId.toLowerCase()] : [],
  );
  return new Map([...Map.groupBy(ids, (id) => id)].map(([id, all]) => [id, all.length]));
}

/** Beyond these a screen is full. */
const mostSubscriptions = 10;

function foundItems(fleet: Fleet): readonly DoctorItem[] {
  const { length } = fleet.clusters;
  if (length === 0) return [];
  const bySubscription = [...subscriptionsOf(fleet)].map(([id, count]) => `${count} in ${id}`);
  return [
    itemOf({
      id: 'fleet:found',
      check,
      status: 'ok',
      what: countOf(length, 'cluster'),
      detail:
        bySubscription.length === 0
          ? 'They are the contexts of the kubeconfig.'
          : `Found by subscription: ${listInWords(bySubscription, mostSubscriptions)}.`,
    }),
  ];
}

function leftOutItems({ leftOut }: Fleet): readonly DoctorItem[] {
  if (leftOut.size === 0) return [];
  return [
    itemOf({
      id: 'fleet:left-out',
      check,
      status: 'skipped',
      what: `${countOf(leftOut.size, 'cluster')} left out`,
      detail: listInWords([...new Set(leftOut.values())], 3),
    }),
  ];
}
