import { figureKindOf, figureName, figuresOf } from '../figures.ts';
import type { Headline } from '../model.ts';
import { sum } from '../shared/sum.ts';

/** The figures of the fleet, each made of those clusters that saw it: a mean, a sum or the highest (figures.ts). */
export function fleetFigures(headlines: readonly Headline[]): Readonly<Record<string, number>> {
  const values = new Map<string, number[]>();
  for (const headline of headlines) {
    for (const [name, value] of Object.entries(figuresOf(headline))) {
      const known = values.get(name);
      if (known === undefined) values.set(name, [value]);
      else known.push(value);
    }
  }
  return Object.fromEntries(largest([...values].map(([name, seen]) => [name, together(name, seen)])));
}

/** Kinds of objects of a whole fleet may be thousands; the largest are kept. */
const mostKinds = 50;

function largest(figures: readonly [string, number][]): readonly [string, number][] {
  const isKind = ([name]: [string, number]): boolean => name.startsWith('objects:');
  const kinds = figures.filter(isKind).toSorted(([, left], [, right]) => right - left);
  return [...figures.filter((figure) => !isKind(figure)), ...kinds.slice(0, mostKinds)];
}

function together(name: string, values: readonly number[]): number {
  const known = figureName(name);
  const way = known === null ? 'sum' : figureKindOf(known).fleet;
  if (way === 'max') return Math.max(...values);
  return way === 'sum' ? sum(values) : sum(values) / values.length;
}
