import {
  clientLatency,
  clientRequests,
  failedRequests,
  failingClient,
  latencyByCall,
  latencyByClient,
  listCalls,
  platformMetrics,
  requestsByClient,
  series,
} from '../../support/azure-evidence.ts';
import { apiMetrics, count, objects } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A list storm, from the client to the emergency brake',
  story:
    'A new operator lists 9,000 pods five times a second. The API server runs out of memory, requests time out and are turned away, and everybody feels it.',
  evidence: {
    apiMetrics: apiMetrics({
      objects: objects({ nodes: 60, pods: 9_000 }),
      requests: { all: count(900_000, 9_000), serverErrors: count(9_000, 400) },
      rejected: [
        {
          priorityLevel: 'workload-low',
          flowSchema: 'service-accounts',
          reason: 'time-out',
          ...count(5_000, 200),
        },
      ],
      seats: [{ priorityLevel: 'workload-low', nominal: 98, upper: 400 }],
    }),
    platformMetrics: platformMetrics(
      series('apiserver_memory_usage_percentage', [107]),
      series('apiserver_current_inflight_requests', [330]),
    ),
    requestsByClient: requestsByClient({
      total: 60_000,
      clients: [clientRequests('new-operator', 40_000, 60_000, { lists: 18_000 })],
    }),
    latencyByClient: latencyByClient([
      clientLatency('new-operator', [
        [900, 9_000],
        [900, 12_000],
        [900, 11_000],
        [900, 14_000],
      ]),
    ]),
    latencyByCall: latencyByCall([listCalls('new-operator', 18_000, { p99Ms: 44_000, overObjective: 900 })]),
    failedRequests: failedRequests([
      failingClient('new-operator', 40_000, { serverTimeouts: 700, throttled: 2_000 }),
      failingClient('argocd', 2_000, { serverTimeouts: 60, throttled: 30 }),
    ]),
  },
  truth: [
    'excessive-list-calls',
    'dominant-client',
    'slow-client',
    'slo-violating-calls',
    'saturated-api-server',
    'unhealthy-api-server',
    'api-timeouts',
    'throttled-clients',
  ],
  fail: {
    'excessive-list-calls': [
      'high new-operator system:serviceaccount:new-operator:new-operator list pods cluster',
    ],
    'dominant-client': ['medium new-operator system:serviceaccount:new-operator:new-operator'],
    'slow-client': ['medium new-operator system:serviceaccount:new-operator:new-operator'],
    'slo-violating-calls': ['high pods list cluster'],
    'saturated-api-server': ['critical memory', 'high requests-in-flight seats'],
    'unhealthy-api-server': ['high requests'],
    'api-timeouts': ['high requests'],
    'throttled-clients': [
      'medium argocd system:serviceaccount:argocd:argocd',
      'medium new-operator system:serviceaccount:new-operator:new-operator',
      'medium workload-low',
    ],
  },
};
