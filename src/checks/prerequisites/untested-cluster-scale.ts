import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { scaleDown } from '../../remediation/etcd.ts';
import { links } from '../../remediation/links.ts';
import { formatCount, formatPercent, listInWords } from '../../shared/format.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';

const thresholds = {
  nodes: { value: 5_000, unit: 'nodes', source: links.aksLargeScale },
  pods: { value: 200_000, unit: 'objects', source: links.aksLargeScale },
  /** Share of either from where on it is said: ours, so that there is time to plan. */
  near: { value: 0.8, unit: 'ratio', source: links.aksLargeScale },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];
const kinds = ['nodes', 'pods'] as const;
type Kind = (typeof kinds)[number];

export const untestedClusterScale = defineCheck({
  id: 'untested-cluster-scale',
  title: 'Cluster near or beyond its tested scale',
  passTitle: 'The cluster is within the scale that AKS supports',
  category: 'prerequisites',
  severity: 'high',
  guide: 'P',
  rationale:
    'Beyond the scale that the vendor tests nobody can say how the API server and etcd behave, and no support applies.',
  remedy: 'Spread the workload over more clusters before the limit is reached.',
  learnMore: links.aksLargeScale,
  requires: ['apiMetrics'],
  uses: [],
  thresholds,
  resolvesAt: { near: 0.76 },
  evaluate({ apiMetrics: { objects } }, { thresholds: bounds }) {
    const counts = objects?.counts ?? {};
    const counted = kinds.filter((kind) => counts[kind] !== undefined);
    const findings = counted.flatMap((kind) => findingsOn(kind, counts[kind] ?? 0, bounds));
    return verdictOf(counted.length, findings, unseenIn(objects));
  },
});

function unseenIn(objects: ApiMetrics['objects']): Unseen | null {
  const missing = kinds.filter((kind) => objects?.counts[kind] === undefined);
  if (missing.length === 0) return null;
  return {
    reason: 'notCollected',
    detail: `The API server shows no readable count of ${listInWords(missing)} on /metrics.`,
    remedy: 'Audit again; right after a start the API server has not counted yet.',
  };
}

function findingsOn(kind: Kind, count: number, bounds: Bounds): readonly FindingDraft[] {
  const limit = bounds[kind];
  const near = bounds.near * limit;
  if (count <= near) return [];
  const beyond = count > limit;
  // Finished pods are objects too until they are deleted, and that is what the API server carries.
  const what = kind === 'pods' ? 'pods, finished ones included' : kind;
  const observed = `${formatCount(count)} ${what}, ${formatPercent(count / limit)} of the tested ${formatCount(limit)}`;
  return [
    {
      severity: beyond ? 'high' : 'medium',
      confidence: 'measured',
      resource: { kind: 'APIResource', name: kind },
      summary: `The cluster has ${observed}; expected are at most ${formatCount(near)}.`,
      observed: { text: observed, value: count, unit: thresholds[kind].unit },
      threshold: { ...thresholds[kind], value: beyond ? limit : near },
      excerpts: [{ label: kind, value: formatCount(count) }],
      remediation: scaleDown(kind),
    },
  ];
}
