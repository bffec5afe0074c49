import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Requests in flight, reads and writes in one figure',
  story:
    'A mean of 150 for both kinds together could be 300 writes, which is over their limit, or all reads.',
  evidence: { platformMetrics: platformMetrics(series('apiserver_current_inflight_requests', [170])) },
  truth: [],
  unknown: { 'saturated-api-server': 'notCollected' },
};
