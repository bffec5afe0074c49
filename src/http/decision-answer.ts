/** What was decided at one moment, as the API tells of it: who is told, who is not, and why. */
import { z } from 'zod';
import { severities } from '../model.ts';
import type { Decision, DecisionSummary, LeftOut } from '../notification.ts';
import { silenceReasons } from '../notification.ts';
import { leftOutText } from '../report/left-out-words.ts';
import { DeliveryItem, headOf } from './delivery-answer.ts';
import { pageSchema } from './paging.ts';

export const LeftOutAnswer = z.object({
  receiver: z.string().nullable().describe('who is not told; null when there is nobody to tell'),
  route: z.string().describe('the route that it is about'),
  group: z.string().describe('what belongs together'),
  title: z.string().describe('one line: what and where'),
  severity: z.enum(severities),
  alerts: z.int().describe('how many there are in the group'),
  clusters: z.array(z.string()).readonly().describe('their names, at most 5'),
  reason: z.enum(silenceReasons).describe('why it is not told now'),
  text: z.string().describe('the reason as a sentence'),
  until: z.iso.datetime().exactOptional().describe('until when that holds, where it is known'),
  into: z.string().exactOptional().describe('the delivery or the suppression that the reason speaks of'),
});

const shared = {
  id: z.string().describe('made of the moment'),
  at: z.iso.datetime().describe('when it was decided'),
  sweepId: z
    .string()
    .nullable()
    .describe('the sweep that was closed; null when something that was held back fell due'),
  leftOut: z.array(LeftOutAnswer).readonly().describe('what is not told now'),
  nextAt: z.iso
    .datetime()
    .nullable()
    .describe('when something that is held back falls due; null for nothing'),
};

export const DecisionItem = z.object({
  ...shared,
  deliveries: z
    .array(DeliveryItem.pick({ id: true, receiver: true, route: true, group: true }))
    .readonly()
    .describe('what is sent'),
  moreLeftOut: z
    .int()
    .exactOptional()
    .describe('how many more are not told; `GET /api/decisions/{id}` has all'),
});

export const DecisionDetail = z.object({
  ...shared,
  deliveries: z
    .array(
      DeliveryItem.pick({
        id: true,
        receiver: true,
        receiverKind: true,
        route: true,
        group: true,
        form: true,
        reason: true,
        severity: true,
        title: true,
      }),
    )
    .readonly()
    .describe('what is sent; `GET /api/deliveries/{id}` says what became of it'),
});

export const DecisionPage = pageSchema(DecisionItem);

export function decisionItem({ leftOut, ...rest }: DecisionSummary): z.input<typeof DecisionItem> {
  return { ...rest, leftOut: leftOut.map(leftOutAnswer) };
}

/** Its state is what the next decision is made from, and nobody else's. */
export function decisionDetail(decision: Decision): z.input<typeof DecisionDetail> {
  const { id, at, sweepId, deliveries, leftOut, nextAt } = decision;
  return {
    id,
    at,
    sweepId,
    deliveries: deliveries.map(({ id, receiver, receiverKind, route, group, message }) => ({
      id,
      receiver,
      receiverKind,
      route,
      group,
      ...headOf(message),
    })),
    leftOut: leftOut.map(leftOutAnswer),
    nextAt,
  };
}

function leftOutAnswer(left: LeftOut): z.input<typeof LeftOutAnswer> {
  const { receiver, route, group, title, severity, alerts, clusters, reason, until, into } = left;
  return {
    receiver,
    route,
    group,
    title,
    severity,
    alerts,
    clusters,
    reason,
    text: leftOutText(left),
    ...(until === undefined ? {} : { until }),
    ...(into === undefined ? {} : { into }),
  };
}
