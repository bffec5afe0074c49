/** The clusters of the sample fleet, one story each, in the order of the kubeconfig. */
import type { Story } from '../story.ts';
import { etcdRising } from './etcd-rising.ts';
import { growing } from './growing.ts';
import { guarded } from './guarded.ts';
import { healthy } from './healthy.ts';
import { leaking } from './leaking.ts';
import { noAuditLogs } from './no-audit-logs.ts';
import { privateCluster } from './private-cluster.ts';
import { putStorm } from './put-storm.ts';
import { relisting } from './relisting.ts';
import { webhookDeadlock } from './webhook-deadlock.ts';
import { webhookDown } from './webhook-down.ts';
import { writesOnly } from './writes-only.ts';

export const stories: readonly Story[] = [
  healthy,
  growing,
  leaking,
  relisting,
  putStorm,
  webhookDeadlock,
  webhookDown,
  etcdRising,
  guarded,
  noAuditLogs,
  writesOnly,
  privateCluster,
];
