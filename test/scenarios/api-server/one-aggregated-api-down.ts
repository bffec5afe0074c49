import { ago } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One of two aggregated APIs is down',
  story:
    'The adapter for custom metrics does not answer, so its autoscalers stand still; the metrics server works.',
  evidence: {
    aggregatedApis: {
      services: [
        {
          name: 'v1beta1.metrics.k8s.io',
          service: { namespace: 'kube-system', name: 'metrics-server' },
          available: true,
          reason: 'Passed',
          message: 'all checks passed',
          since: ago(20 * 86_400),
        },
        {
          name: 'v1beta2.custom.metrics.k8s.io',
          service: { namespace: 'monitoring', name: 'adapter' },
          available: false,
          reason: 'FailedDiscoveryCheck',
          message: 'failing or missing response from https://10.0.12.9:6443/apis',
          since: ago(7_200),
        },
      ],
    },
  },
  truth: ['unavailable-aggregated-api'],
  fail: { 'unavailable-aggregated-api': ['medium v1beta2.custom.metrics.k8s.io'] },
};
