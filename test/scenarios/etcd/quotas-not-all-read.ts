import { apiMetrics, objects, suspectKind } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { leakSuspects } from '../../support/leaks.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A namespace that holds most of a kind, and more quotas than are read',
  story: 'Whether one of the quotas that were not read counts its secrets is open.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, secrets: 16_000 }) }),
    history: remembering({ objects: { secrets: remembered(() => 16_000) } }),
    leakSuspects: leakSuspects([
      suspectKind({
        kind: 'secrets',
        total: 16_000,
        namespaces: [{ name: 'team-a', objects: 500, total: 15_000 }],
        beyond: 1_000,
      }),
    ]),
    objectQuotas: { asked: true, quotas: [], truncated: true },
  },
  truth: ['excessive-object-count'],
  fail: { 'excessive-object-count': ['medium secrets'] },
  unknown: { 'unbounded-namespace': 'truncated' },
};
