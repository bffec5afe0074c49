import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Nearly as many requests in flight as there may be',
  story: '396 reads of 400 and 198 writes of 200: close, and not one is turned away.',
  evidence: {
    platformMetrics: platformMetrics(
      series('apiserver_current_inflight_requests', [440], 'readOnly'),
      series('apiserver_current_inflight_requests', [220], 'mutating'),
    ),
  },
  truth: [],
};
