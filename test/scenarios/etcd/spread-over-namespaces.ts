import { apiMetrics, objects, suspectKind } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { leakSuspects } from '../../support/leaks.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Too many secrets, evenly spread',
  story: 'Four hundred namespaces with forty each: no tenant holds most of them.',
  evidence: {
    apiMetrics: apiMetrics({ objects: objects({ nodes: 6, pods: 400, secrets: 16_000 }) }),
    history: remembering({ objects: { secrets: remembered(() => 16_000) } }),
    leakSuspects: leakSuspects([
      suspectKind({
        kind: 'secrets',
        total: 16_000,
        sampled: 16_000,
        complete: true,
        namespaces: [{ name: 'team-a', objects: 40, total: 40 }],
        namespaceCount: 400,
        beyond: 0,
      }),
    ]),
    objectQuotas: { asked: true, quotas: [], truncated: false },
  },
  truth: ['excessive-object-count'],
  fail: { 'excessive-object-count': ['medium secrets'] },
};
