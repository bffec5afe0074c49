import { client } from '../../support/azure-evidence.ts';
import { apiMetrics, objects } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { creationsByClient, resourceCreations } from '../../support/leaks.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A deployment tool leaves a ConfigMap behind for each run',
  story: 'Two hundred a day for a month, by one service account, in one namespace; Secrets stay as they are.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, configmaps: 6_100, secrets: 1_200 }) }),
    history: remembering({
      objects: {
        configmaps: remembered((daysAgo) => 6_100 - 200 * daysAgo),
        secrets: remembered(() => 1_200),
      },
    }),
    creationsByClient: creationsByClient([
      resourceCreations({
        resource: 'configmaps',
        apiGroup: '',
        created: 9,
        creators: [{ ...client('deploy-tool'), namespace: 'delivery', created: 9 }],
      }),
    ]),
  },
  truth: ['object-leak'],
  fail: { 'object-leak': ['medium configmaps'] },
};
