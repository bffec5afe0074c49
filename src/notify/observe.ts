/** The fleet as notifications see it: read from what the newest audits left behind. */
import type { NotifyState, ReceiverHealth, Subscription } from '../notification.ts';
import { newestClosed } from '../report/load-report.ts';
import type { NotifyContext } from './context.ts';
import type { Observation } from './decide/observation.ts';
import { endedSuppressions, failingReceivers, ofKnown, unseenParts } from './observe/fleet-alerts.ts';
import { allOpen, nothingOpen } from './observe/open-findings.ts';
import { seenCluster } from './observe/seen-cluster.ts';

/** Everybody who can be told beside the file, and how all fare. */
export interface KnownReceivers {
  readonly subscriptions: readonly Subscription[];
  readonly health: readonly ReceiverHealth[];
}

/** Everything that is wrong at a moment, as far as the newest sweeps know; what they do not know is as it was. */
export async function observe(
  { history, checks, policy, settings }: Pick<NotifyContext, 'history' | 'checks' | 'policy' | 'settings'>,
  at: Date,
  before: NotifyState,
  { subscriptions, health }: KnownReceivers,
): Promise<Observation> {
  const [latest, openFindings, sweep, inForce] = await Promise.all([
    history.latest(),
    history.openFindings(),
    newestClosed(history),
    policy(),
  ]);
  const open = await allOpen(history, openFindings);
  const categories = new Map(checks.map(({ id, category }) => [id, category]));
  const seenBy = { sweep, categories, before };
  return {
    at: at.toISOString(),
    sweepId: sweep?.id ?? null,
    clusters: latest.map((one) => seenCluster(one, open.get(one.cluster.key) ?? nothingOpen, seenBy)),
    fleet: [
      ...(sweep === null ? [] : unseenParts(sweep)),
      ...endedSuppressions(inForce, at),
      ...failingReceivers(ofKnown(health, settings, subscriptions), subscriptions, at),
    ],
  };
}
