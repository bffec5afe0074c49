/** A healthy cluster of which everything is seen, a week and more of its past with it: one value for each kind of evidence. */
import type { Evidence, EvidenceKind } from '../../src/evidence/index.ts';
import type { Observation } from '../../src/observation.ts';
import {
  agentPool,
  auditLogging,
  auditSource,
  diagnosticSetting,
  failedRequests,
  latencyByCall,
  latencyByClient,
  loggedHeartbeats,
  logVisibility,
  logWindow,
  managedCluster,
  platformMetrics,
  reached,
  requestsByClient,
  slowRequestLayers,
  webhookFailures,
  webhookLogLines,
} from './azure-evidence.ts';
import {
  ago,
  apiHealth,
  apiMetrics,
  configuration,
  flowControl,
  heartbeat,
  nodeHeartbeats,
  webhook,
  webhooks,
} from './evidence.ts';
import { observation } from './history.ts';
import { leakSuspects } from './leaks.ts';
import { remembered } from './object-history.ts';

const day = 24 * 3_600;

/** The compiler asks for kinds that are new. */
export const healthyEvidence: { readonly [K in EvidenceKind]: Evidence[K] } = {
  managedCluster: managedCluster({ tier: 'Standard', agentPools: [agentPool('nodepool1', 3)] }),
  auditLogging: auditLogging({ source: auditSource(), settings: [diagnosticSetting()] }),
  platformMetrics: platformMetrics(),
  logVisibility: logVisibility(),
  requestsByClient: requestsByClient(),
  latencyByClient: latencyByClient(),
  latencyByCall: latencyByCall(),
  slowRequestLayers: slowRequestLayers(),
  failedRequests: failedRequests(),
  webhookFailures: webhookFailures(),
  webhookLogLines: webhookLogLines(),
  creationsByClient: { window: logWindow(), resources: [], resourceCount: 0 },
  loggedHeartbeats: loggedHeartbeats(),
  apiAccess: reached,
  nodeEgress: { suspects: 0, probes: [] },
  apiHealth: apiHealth(),
  apiMetrics: apiMetrics(),
  webhooks: webhooks([configuration({ webhooks: [webhook()] })]),
  flowControl: flowControl(),
  aggregatedApis: { services: [] },
  nodeHeartbeats: nodeHeartbeats(['n1', 'n2', 'n3'].map((node) => heartbeat(node, 'nodepool1', 5))),
  apiServerProcesses: { processes: [{ lease: 'apiserver-a', holder: 'a', renewedAt: ago(5) }] },
  leakSuspects: leakSuspects([]),
  finishedJobs: {
    total: 12,
    read: 0,
    complete: true,
    finishedWithoutTtl: 0,
    finishedWithTtl: 0,
    groups: [],
  },
  objectQuotas: { asked: false, quotas: [], truncated: false },
  failedCreateEvents: { events: [], truncated: false },
  history: {
    from: ago(90 * day),
    series: {
      etcdBytes: remembered(() => 100 * 1024 ** 2),
      etcdUsed: remembered(() => 1).map(({ at }) => ({ at, value: 0.05 })),
      'objects:nodes': remembered(() => 3),
      'objects:pods': remembered(() => 60),
      'objects:configmaps': remembered(() => 40),
    },
    observations: Array.from({ length: 7 * 24 - 1 }, (_, index): Observation =>
      observation((7 * 24 - 1 - index) * 3_600, {
        processStartedAt: '2026-11-20T08:00:00.000Z',
        apiServers: [{ lease: 'apiserver-a', holder: 'a' }],
        webhookGenerations: { 'ValidatingWebhookConfiguration/policy': 1 },
      }),
    ),
  },
};
