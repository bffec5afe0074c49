import type { AnyCheck } from './define-check.ts';
import { excessiveObjectCount } from './etcd/excessive-object-count.ts';
import { largeEtcdDatabase } from './etcd/large-etcd-database.ts';
import { activeApiserverGuard } from './flow-control/active-apiserver-guard.ts';
import { ineffectiveFlowSchema } from './flow-control/ineffective-flow-schema.ts';
import { blockedNodeEgress } from './network/blocked-node-egress.ts';
import { silentNodes } from './network/silent-nodes.ts';
import { untestedClusterScale } from './prerequisites/untested-cluster-scale.ts';
import { unhealthyApiServer } from './symptoms/unhealthy-api-server.ts';
import { failingWebhook } from './webhooks/failing-webhook.ts';
import { webhookDeadlockRisk } from './webhooks/webhook-deadlock-risk.ts';
import { webhookWithoutBackend } from './webhooks/webhook-without-backend.ts';

/** Every check, in the order of the guide: symptoms, prerequisites, then one cause after the other. */
export const checks: readonly AnyCheck[] = [
  unhealthyApiServer,
  untestedClusterScale,
  silentNodes,
  blockedNodeEgress,
  largeEtcdDatabase,
  excessiveObjectCount,
  ineffectiveFlowSchema,
  activeApiserverGuard,
  failingWebhook,
  webhookWithoutBackend,
  webhookDeadlockRisk,
];

/** The check of an id; undefined when there is none. */
export function checkById(id: string): AnyCheck | undefined {
  return checks.find((check) => check.id === id);
}
