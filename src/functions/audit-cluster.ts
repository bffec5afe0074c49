import type { StorageQueueHandler } from '@azure/functions';
import type { Logger } from '../shared/logger.ts';
import { loggerTo, withFields } from '../shared/logger.ts';
import { auditCluster } from '../sweep/audit.ts';
import type { SweepContext } from '../sweep/context.ts';
import { AuditClusterMessage, parseMessage } from '../sweep/messages.ts';

/** Queue: audits one cluster. */
export function auditClusterHandler(contextFor: (log: Logger) => SweepContext): StorageQueueHandler {
  return async function auditClusterMessage(item, invocation) {
    const message = parseMessage('audit-cluster', AuditClusterMessage, item);
    const { sweepId, clusterKey } = message;
    // What gatherers and connections tell is about this audit, too.
    await auditCluster(contextFor(withFields(loggerTo(invocation), { sweepId, clusterKey })), message);
  };
}
