/** What stands in the paths of the API. */
import { z } from 'zod';
import { shownAs } from './words.ts';

const named = (description: string, example: string) =>
  shownAs(z.string().describe(description), { schema: { type: 'string' }, example });

const key = named('key of the cluster, as `GET /api/clusters` gives it', 'prod-1-0123456789abcdef');

export const clusterPath = z.strictObject({ key });

export const auditPath = z.strictObject({
  key,
  id: named('id of the audit, as `GET /api/clusters/{key}/audits` gives it', '20261124T120000000Z'),
});

export const sweepPath = z.strictObject({
  id: named('id of the sweep, as `GET /api/sweeps` gives it: its start', '20261124T120000000Z'),
});

export const checkPath = z.strictObject({
  id: named('id of the check, as `GET /api/checks` gives it', 'large-etcd-database'),
});

export const suppressionPath = z.strictObject({
  id: named('id of the suppression, as `GET /api/suppressions` gives it', 'import-until-march'),
});

export const thresholdPath = z.strictObject({
  id: named('id of the entry, as `GET /api/thresholds` gives it', 'large-batch-clusters'),
});

const webhook = named('id of the webhook, as `GET /api/webhooks` gives it', 'wh-0123456789abcdef0123');
const delivery = named(
  'id of the delivery, as `GET /api/deliveries` gives it',
  '20261124T120312000Z-0123456789abcdef',
);

export const webhookPath = z.strictObject({ id: webhook });

export const webhookDeliveryPath = z.strictObject({ id: webhook, deliveryId: delivery });

export const deliveryPath = z.strictObject({ id: delivery });

export const receiverPath = z.strictObject({
  id: named('id of the receiver, as `GET /api/receivers` gives it', 'payments-teams'),
});

export const decisionPath = z.strictObject({
  id: named('id of the decision, as `GET /api/decisions` gives it: its moment', '20261124T120312000Z'),
});
