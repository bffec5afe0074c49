import { platformMetrics, series } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'All seats for reads are taken',
  story: 'Four hundred and fifty reads in flight for an hour; writes have room.',
  evidence: {
    platformMetrics: platformMetrics(
      series('apiserver_current_inflight_requests', [500], 'readOnly'),
      series('apiserver_current_inflight_requests', [20], 'mutating'),
    ),
  },
  truth: ['saturated-api-server'],
  fail: { 'saturated-api-server': ['high requests-in-flight readOnly'] },
};
