/** Logs of a healthy cluster over another window than the usual hour. */
import type { LogWindow } from '../../src/evidence/logs/log-window.ts';
import {
  failedRequests,
  latencyByCall,
  latencyByClient,
  loggedHeartbeats,
  logVisibility,
  logWindow,
  requestsByClient,
  slowRequestLayers,
  webhookFailures,
  webhookLogLines,
} from './azure-evidence.ts';

export function logsOver(given: Partial<LogWindow>) {
  const window = logWindow(given);
  return {
    logVisibility: logVisibility({ window }),
    requestsByClient: requestsByClient({ window }),
    latencyByClient: latencyByClient(undefined, { window }),
    latencyByCall: latencyByCall(undefined, { window }),
    slowRequestLayers: slowRequestLayers({ window }),
    failedRequests: failedRequests([], { window }),
    webhookFailures: webhookFailures([], { window }),
    webhookLogLines: webhookLogLines({ window }),
    creationsByClient: { window, resourceCount: 0, resources: [] },
    loggedHeartbeats: loggedHeartbeats({ window }),
  };
}
