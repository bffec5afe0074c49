import { apiMetrics, objects, suspectKind } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import { leakSuspects } from '../../support/leaks.ts';
import { remembered } from '../../support/object-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One namespace holds nearly all secrets, another most ConfigMaps under a quota',
  story:
    'A tool of team A stores its state in secrets without a bound; team B has as many ConfigMaps, and a quota that counts them.',
  evidence: {
    apiMetrics: apiMetrics({
      objects: objects({ nodes: 6, pods: 400, secrets: 16_000, configmaps: 12_000 }),
    }),
    history: remembering({
      objects: { secrets: remembered(() => 16_000), configmaps: remembered(() => 12_000) },
    }),
    leakSuspects: leakSuspects([
      suspectKind({
        kind: 'secrets',
        total: 16_000,
        namespaces: [{ name: 'team-a', objects: 500, total: 15_000 }],
        beyond: 1_000,
      }),
      suspectKind({
        kind: 'configmaps',
        total: 12_000,
        namespaces: [{ name: 'team-b', objects: 500, total: 11_000 }],
        beyond: 1_000,
      }),
    ]),
    objectQuotas: {
      asked: true,
      quotas: [
        { namespace: 'team-b', name: 'counts', counts: { configmaps: { hard: 15_000, used: 11_000 } } },
      ],
      truncated: false,
    },
  },
  truth: ['excessive-object-count', 'unbounded-namespace'],
  fail: {
    'excessive-object-count': ['medium configmaps', 'medium secrets'],
    'unbounded-namespace': ['low team-a secrets'],
  },
};
