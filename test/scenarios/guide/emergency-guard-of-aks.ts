import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { apiMetrics, count, flowRule, flowSchema, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'AKS throttles everybody to save the API server',
  story:
    'Cause 4 of the newer guide: the API server ran out of memory, AKS put its guard in place, and it turns away a part of what service accounts send.',
  evidence: {
    platformMetrics: platformMetrics(series('apiserver_memory_usage_percentage', [88])),
    flowControl: withOwn(
      [
        flowSchema({
          name: 'aks-managed-apiserver-guard',
          matchingPrecedence: 500,
          priorityLevel: 'aks-managed-apiserver-guard',
          rules: [flowRule({ subjects: [{ kind: 'Group', name: 'system:authenticated' }] })],
        }),
      ],
      [priorityLevel({ name: 'aks-managed-apiserver-guard' })],
    ),
    apiMetrics: apiMetrics({
      rejected: [
        {
          priorityLevel: 'aks-managed-apiserver-guard',
          flowSchema: 'aks-managed-apiserver-guard',
          reason: 'concurrency-limit',
          ...count(4_000, 90),
        },
      ],
    }),
  },
  truth: ['active-apiserver-guard', 'throttled-clients'],
  fail: {
    'active-apiserver-guard': ['critical aks-managed-apiserver-guard'],
    'throttled-clients': ['medium aks-managed-apiserver-guard'],
  },
  notApplicable: ['ineffective-flow-schema'],
};
