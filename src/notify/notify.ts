/** One decision: the fleet is observed, messages are decided and written, all of it is committed, and then sent on its way. */
import pLimit from 'p-limit';
import type { Finding } from '../model.ts';
import { bySeverity } from '../model.ts';
import type { Decision, Delivery } from '../notification.ts';
import { decisionIdOf, deliveryIdOf } from '../store/keys.ts';
import type { CheckWords } from './compose.ts';
import { compose } from './compose.ts';
import type { NotifyContext } from './context.ts';
import type { Decided } from './decide.ts';
import { decide, nothingTold } from './decide.ts';
import type { PlannedMessage } from './decide/plan-target.ts';
import { queueDelivery } from './delivery/queue-delivery.ts';
import type { NotifyMessage } from './messages.ts';
import { notifyMessage } from './messages.ts';
import { observe } from './observe.ts';
import { recipientsOf } from './recipients.ts';

/** Each lost race means that another decision was made meanwhile. */
const mostTries = 10;

/** One read each, of an entity of up to a megabyte. */
const auditsAtOnce = 8;

/**
 * Decides who is told what at a moment, once: a second time it only sends on what was decided. Nothing that was committed
 * is lost, and nothing that was not has been sent.
 */
export async function notify(context: NotifyContext, message: NotifyMessage): Promise<void> {
  const decision = await decisionAt(context, new Date(message.at));
  if (decision !== null) await dispatch(context, decision);
}

/**
 * The decision of a moment, made now if it is not there; null when a later one has taken everything into account. Of two
 * that go on from the same state only one is kept, and the other is made anew: else both would tell the same.
 */
async function decisionAt(context: NotifyContext, at: Date): Promise<Decision | null> {
  const { history, log } = context;
  const id = decisionIdOf(at);
  for (let tries = 0; tries < mostTries; tries++) {
    const made = await history.decision(id);
    if (made !== null) return made;
    const newest = await history.newestDecision();
    if (newest !== null && newest.id > id) {
      log.info('Decision superseded', { id, by: newest.id });
      return null;
    }
    // Whoever made it may have died before all of it was sent on.
    if (newest !== null) await dispatch(context, { ...newest, nextAt: null });
    const decision = await decisionOf(context, at, newest);
    if (!(await history.addDecision(decision))) continue;
    const { deliveries, leftOut, nextAt } = decision;
    log.info('Messages decided', { id, messages: deliveries.length, leftOut: leftOut.length, nextAt });
    return decision;
  }
  throw new Error(`Decision ${id} lost ${mostTries} races against others.`);
}

async function decisionOf(context: NotifyContext, at: Date, newest: Decision | null): Promise<Decision> {
  const observation = await observe(context, at);
  const recipients = await recipientsOf(context);
  const { maintenance } = context.settings;
  const decided = decide(observation, newest?.state ?? nothingTold, { ...recipients, maintenance });
  return {
    id: decisionIdOf(at),
    after: newest?.id ?? null,
    at: at.toISOString(),
    sweepId: observation.sweepId,
    deliveries: await deliveriesOf(context, decided, { at, sweepId: observation.sweepId }),
    leftOut: decided.leftOut,
    state: decided.state,
    nextAt: decided.nextAt,
  };
}

interface Moment {
  readonly at: Date;
  readonly sweepId: string | null;
}

async function deliveriesOf(
  context: NotifyContext,
  { messages }: Decided,
  { at, sweepId }: Moment,
): Promise<readonly Delivery[]> {
  const limit = pLimit(auditsAtOnce);
  const checkOf = checkWords(context);
  const kinds = kindsOf(context);
  return limit.map(messages, async (planned) => {
    const { receiver, route, group } = planned;
    const worst = await worstFinding(context, planned);
    const moment = { at: at.toISOString(), sweepId, baseUrl: context.baseUrl };
    return {
      id: deliveryIdOf(at, [receiver, route, group]),
      receiver,
      receiverKind: kinds(receiver),
      route,
      group,
      message: compose(planned, { ...moment, checkOf, worst }),
      status: 'pending',
      attempts: [],
      attemptsTotal: 0,
      createdAt: at.toISOString(),
      triedSince: at.toISOString(),
    };
  });
}

function kindsOf({ settings }: NotifyContext): (receiver: string) => Delivery['receiverKind'] {
  const kinds = new Map(settings.receivers.map(({ id, kind }) => [id, kind]));
  return (receiver) => kinds.get(receiver) ?? 'webhook';
}

function checkWords({ checks }: Pick<NotifyContext, 'checks'>): (id: string) => CheckWords | null {
  const byId = new Map(checks.map((check) => [check.id, check]));
  return (id) => byId.get(id) ?? null;
}

/** The worst open finding of a message as its audit has it; null when there is none, or its audit is not there any more. */
async function worstFinding(
  { history }: Pick<NotifyContext, 'history'>,
  { members }: PlannedMessage,
): Promise<Finding | null> {
  const open = members.filter(({ change, alert }) => change !== 'resolved' && alert.kind === 'finding');
  const [worst] = open.map(({ alert }) => alert).toSorted(bySeverity);
  if (worst === undefined || worst.cluster === null || worst.auditId === null) return null;
  const audit = await history.audit(worst.cluster.key, worst.auditId);
  const findings = (audit?.verdicts ?? []).flatMap((verdict) =>
    verdict.outcome === 'fail' ? verdict.findings : [],
  );
  return findings.find(({ fingerprint }) => fingerprint === worst.id) ?? null;
}

/** Makes the deliveries of a decision and sends them on their way; done twice, it does what is missing. */
async function dispatch(context: NotifyContext, { deliveries, nextAt }: Decision): Promise<void> {
  const { history, queues, now } = context;
  for (const delivery of deliveries) {
    const added = await history.addDelivery(delivery);
    const stored = added ? delivery : await history.delivery(delivery.id);
    // One that was tried already has a message of its own under way.
    if (stored?.status === 'pending' && stored.attemptsTotal === 0) await queueDelivery(queues, delivery.id);
  }
  if (nextAt === null) return;
  const seconds = (Date.parse(nextAt) - now().getTime()) / 1000;
  await queues.send('notify', notifyMessage(nextAt), Math.max(0, seconds));
}
