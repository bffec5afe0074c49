/** Figures of a cluster over time, from the headlines of its audits. */
import type { Headline } from '../model.ts';
import type { AuditSummary } from '../store/history.ts';

const figures = {
  score: { unit: 'points', of: ({ score }: Headline) => score },
  coverage: { unit: 'ratio', of: ({ coverage }: Headline) => coverage },
  etcdBytes: { unit: 'bytes', of: ({ etcdBytes }: Headline) => etcdBytes },
} as const;

export const trendUnits = ['points', 'ratio', 'bytes', 'objects'] as const;
type TrendUnit = (typeof trendUnits)[number];

/** Figures that every audit has or says that it could not see. */
export const trendFigures = ['score', 'coverage', 'etcdBytes'] as const;

/** A figure, or `objects:` and the name of a kind as Kubernetes metrics give it, e.g. `objects:jobs.batch`. */
export type TrendMetric = (typeof trendFigures)[number] | `objects:${string}`;

export interface Trend {
  readonly metric: string;
  readonly unit: TrendUnit;
  /** One an audit, oldest first; null where the audit did not see the figure, which is not zero. */
  readonly points: readonly { readonly at: string; readonly value: number | null }[];
}

/** The metric of a name; null for what is none. */
export function trendMetric(name: string): TrendMetric | null {
  const figure = trendFigures.find((known) => known === name);
  if (figure !== undefined) return figure;
  return /^objects:[a-z0-9][a-z0-9.-]{0,252}$/u.test(name) ? (name as TrendMetric) : null; // It starts with `objects:`.
}

/** One trend of the audits of a cluster, given oldest first. */
export function trendOf(metric: TrendMetric, past: readonly Pick<AuditSummary, 'at' | 'headline'>[]): Trend {
  const { unit, of } = readingOf(metric);
  return { metric, unit, points: past.map(({ at, headline }) => ({ at, value: of(headline) })) };
}

interface Reading {
  readonly unit: TrendUnit;
  readonly of: (headline: Headline) => number | null;
}

function readingOf(metric: TrendMetric): Reading {
  if (metric === 'score' || metric === 'coverage' || metric === 'etcdBytes') return figures[metric];
  const kind = metric.slice('objects:'.length);
  // Only the largest kinds are kept: a kind that is not there may be small, or not have been seen.
  return { unit: 'objects', of: ({ objects }) => ownValue(objects, kind) };
}

function ownValue(objects: Headline['objects'], kind: string): number | null {
  return objects !== null && Object.hasOwn(objects, kind) ? (objects[kind] ?? null) : null;
}
