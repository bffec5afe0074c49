/** From what is to be told to deliveries: each message is written out, with what the audit says of its worst finding. */
import pLimit from 'p-limit';
import type { Finding } from '../model.ts';
import { bySeverity, findingsIn } from '../model.ts';
import type { Delivery } from '../notification.ts';
import { nullIfUnreadable } from '../store/codec.ts';
import { deliveryIdOf } from '../store/keys.ts';
import { compose } from './compose.ts';
import type { NotifyContext } from './context.ts';
import type { Decided } from './decide.ts';
import type { Member } from './decide/changes.ts';
import type { PlannedMessage } from './decide/plan-target.ts';
import { newDelivery } from './delivery/hand-over.ts';
import type { CheckWords } from './message/first-step.ts';

/** One read each, of an entity of up to a megabyte. */
const auditsAtOnce = 8;

/** People read so many items of a message; programs take more. */
const mostItems = { teams: 20, email: 20, webhook: 200 } as const;

interface Moment {
  readonly at: Date;
  readonly sweepId: string | null;
}

export async function deliveriesOf(
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
    const made = {
      id: deliveryIdOf(at, [receiver, route, group]),
      receiver,
      receiverKind: kinds(receiver),
      route,
      group,
      message: compose(planned, {
        ...moment,
        checkOf,
        worst,
        mostItems: mostItems[kinds(receiver)],
      }),
      tells: planned.members.filter(isBegun).map(({ alert }) => alert.id),
    };
    return newDelivery(made, at.toISOString());
  });
}

function isBegun({ change }: Member): boolean {
  return change === 'opened' || change === 'worsened';
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
  if (worst === undefined) return null;
  const { cluster, auditId } = worst;
  if (cluster === null || auditId === null) return null;
  // Not there any more or damaged: the message says less then.
  const audit = await nullIfUnreadable(() => history.audit(cluster.key, auditId));
  return findingsIn(audit?.verdicts ?? []).find(({ fingerprint }) => fingerprint === worst.id) ?? null;
}
