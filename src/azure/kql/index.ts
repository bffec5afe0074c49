import { creationsByClient } from './creations-by-client.ts';
import { failedRequests } from './failed-requests.ts';
import { latencyByCall } from './latency-by-call.ts';
import { latencyByClient } from './latency-by-client.ts';
import { loggedHeartbeats } from './node-heartbeats.ts';
import { requestsByClient } from './requests-by-client.ts';
import { slowRequestLayers } from './slow-request-layers.ts';
import { webhookFailures } from './webhook-failures.ts';
import { webhookLogLines } from './webhook-log-lines.ts';

/** Every query but `visibility`, which is asked first; a new one joins by a line here, and its value joins `FleetEvidence`. */
export const logQueries = [
  requestsByClient,
  latencyByClient,
  latencyByCall,
  slowRequestLayers,
  failedRequests,
  webhookFailures,
  webhookLogLines,
  creationsByClient,
  loggedHeartbeats,
] as const;
