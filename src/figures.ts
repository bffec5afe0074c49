/** The figures of an audit by name: what trends, rollups, forecasts and reports count. */
import type { Headline, Severity } from './model.ts';
import { severities } from './model.ts';

export const figureUnits = [
  'points',
  'ratio',
  'bytes',
  'objects',
  'findings',
  'requests',
  'requestsPerSecond',
] as const;
export type FigureUnit = (typeof figureUnits)[number];

/** How a figure of the fleet is made of those of its clusters. */
type Fleetwide = 'mean' | 'sum' | 'max';

interface FigureKind {
  readonly unit: FigureUnit;
  readonly title: string;
  readonly fleet: Fleetwide;
  readonly of: (headline: Headline) => number | null;
}

const findingFigures = Object.fromEntries(
  severities.map((severity) => [
    `findings.${severity}`,
    {
      unit: 'findings',
      title: `${severity} findings`,
      fleet: 'sum',
      of: ({ findings }: Headline) => findings[severity] ?? 0,
    },
  ]),
) as Record<`findings.${Severity}`, FigureKind>; // One for each severity.

/** Figures with a name of their own. Beside them there is `objects:<kind>` for each kind of object. */
const figureKinds = {
  score: { unit: 'points', title: 'score', fleet: 'mean', of: ({ score }) => score },
  coverage: { unit: 'ratio', title: 'coverage', fleet: 'mean', of: ({ coverage }) => coverage },
  ...findingFigures,
  suppressed: {
    unit: 'findings',
    title: 'suppressed findings',
    fleet: 'sum',
    of: ({ suppressed }) => suppressed,
  },
  etcdBytes: {
    unit: 'bytes',
    title: 'size of the etcd database',
    fleet: 'sum',
    of: ({ etcdBytes }) => etcdBytes,
  },
  etcdUsed: { unit: 'ratio', title: 'etcd quota in use', fleet: 'max', of: ({ etcdUsed }) => etcdUsed },
  apiServerCpu: {
    unit: 'ratio',
    title: 'API server CPU',
    fleet: 'max',
    of: ({ apiServerCpu }) => apiServerCpu,
  },
  apiServerMemory: {
    unit: 'ratio',
    title: 'API server memory',
    fleet: 'max',
    of: ({ apiServerMemory }) => apiServerMemory,
  },
  etcdMemory: { unit: 'ratio', title: 'etcd memory', fleet: 'max', of: ({ etcdMemory }) => etcdMemory },
  requestsPerSecond: {
    unit: 'requestsPerSecond',
    title: 'requests per second',
    fleet: 'sum',
    of: ({ requestsPerSecond }) => requestsPerSecond,
  },
  'load.requests': {
    unit: 'requests',
    title: 'requests of the audit',
    fleet: 'sum',
    of: ({ load }) => load.requests,
  },
  'load.bytes': {
    unit: 'bytes',
    title: 'bytes read by the audit',
    fleet: 'sum',
    of: ({ load }) => load.bytes,
  },
  'load.objects': {
    unit: 'objects',
    title: 'objects read by the audit',
    fleet: 'sum',
    of: ({ load }) => load.objects,
  },
} as const satisfies Record<string, FigureKind>;

export type NamedFigure = keyof typeof figureKinds;
/** `objects:` and the name of a kind as Kubernetes metrics give it, e.g. `objects:jobs.batch`. */
export type FigureName = NamedFigure | `objects:${string}`;

// The keys of the literal above.
export const namedFigures = Object.keys(figureKinds) as readonly NamedFigure[];

/** Some figures of one time, oldest value first in `last`'s sense: `last` is that of the newest audit that saw it. */
export interface FigureSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly last: number;
  /** How many audits saw it; at least 1. */
  readonly count: number;
}

/** The figure of a name; null for what is none. */
export function figureName(name: string): FigureName | null {
  const named = namedFigures.find((known) => known === name);
  if (named !== undefined) return named;
  // It starts with `objects:`.
  return /^objects:[a-z0-9][a-z0-9.-]{0,252}$/u.test(name) ? (name as FigureName) : null;
}

/** Unit and words of a figure. */
export function figureKindOf(name: FigureName): Omit<FigureKind, 'of'> {
  if (isNamed(name)) return figureKinds[name];
  return { unit: 'objects', title: name.slice(objectsPrefix.length), fleet: 'sum' };
}

/** One figure of a headline; null when it was not seen, which is not zero. */
export function figureOf(name: FigureName, headline: Headline): number | null {
  if (isNamed(name)) return figureKinds[name].of(headline);
  const { objects } = headline;
  const kind = name.slice(objectsPrefix.length);
  // Only the largest kinds are kept: one that is not there may be small, or not have been seen.
  return objects !== null && Object.hasOwn(objects, kind) ? (objects[kind] ?? null) : null;
}

/** All figures that a headline has. */
export function figuresOf(headline: Headline): Readonly<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const name of namedFigures) {
    const value = figureKinds[name].of(headline);
    if (value !== null) figures[name] = value;
  }
  for (const [kind, count] of Object.entries(headline.objects ?? {})) figures[objectsPrefix + kind] = count;
  return figures;
}

const objectsPrefix = 'objects:';

function isNamed(name: FigureName): name is NamedFigure {
  return Object.hasOwn(figureKinds, name);
}
