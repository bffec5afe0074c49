import { callLatency, latencyByCall, listCalls } from '../../support/azure-evidence.ts';
import { apiMetrics, flowRule, flowSchema, objects, priorityLevel, withOwn } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The flow schema of the guide, applied as it was printed',
  story:
    'The manifests of the guide’s older text: a version that is gone, a namespace where the client lists the whole cluster, and no borrowing limit. The bad client goes on.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 12, pods: 9_000 }) }),
    latencyByCall: latencyByCall([listCalls('bad-client', 7_200), callLatency('argocd')]),
    flowControl: withOwn(
      [
        flowSchema({
          priorityLevel: 'very-low-priority',
          distinguisher: 'ByUser',
          rules: [
            flowRule({
              subjects: [{ kind: 'ServiceAccount', namespace: 'default', name: 'bad-client-account' }],
              resourceRules: [
                {
                  verbs: ['list'],
                  apiGroups: [''],
                  resources: ['pods'],
                  namespaces: ['default'],
                  clusterScope: false,
                },
              ],
            }),
          ],
          appliedApiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2',
        }),
      ],
      [
        priorityLevel({
          name: 'very-low-priority',
          borrowingLimitPercent: null,
          appliedApiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2',
        }),
      ],
    ),
  },
  truth: ['ineffective-flow-schema', 'excessive-list-calls'],
  fail: {
    'ineffective-flow-schema': [
      'medium restrict-bad-client namespaced-rule',
      'medium restrict-bad-client removed-version',
      'medium very-low-priority borrowing',
      'medium very-low-priority removed-version',
    ],
    'excessive-list-calls': ['high bad-client system:serviceaccount:bad-client:bad-client list pods cluster'],
  },
};
