/** What a sample of a kind's metadata shows. Pure. */
import { compareText } from '../../shared/compare-text.ts';
import { sum } from '../../shared/sum.ts';
import type { SuspectKind, SuspectNamespace } from '../leak-suspects.ts';
import type { ObjectMetadata } from './metadata.ts';

export interface Sample {
  readonly kind: string;
  /** Objects by the metrics. */
  readonly total: number;
  /** The first objects in the order of namespaces: only the last of these namespaces may be read in part. */
  readonly items: readonly ObjectMetadata[];
  readonly complete: boolean;
  /** All objects in the last namespace; null when that is not known. */
  readonly lastTotal: number | null;
  readonly now: Date;
}

const mostNamespaces = 10;
const mostNames = 5;

export function summaryOf({ kind, total, items, complete, lastTotal, now }: Sample): SuspectKind {
  const namespaces = namespacesOf({ items, complete, lastTotal });
  const known = sum(namespaces.map((one) => one.total ?? one.objects));
  return {
    kind,
    total,
    sampled: items.length,
    complete,
    namespaces: namespaces.slice(0, mostNamespaces),
    namespaceCount: namespaces.length,
    // The count is up to a minute older than the list.
    beyond: complete || namespaces.length === 0 ? 0 : Math.max(0, total - known),
    withoutOwner: items.filter(({ owner }) => owner === null).length,
    owners: mostFrequent(items.flatMap(({ owner }) => owner ?? [])).map(([name, objects]) => ({
      kind: name,
      objects,
    })),
    managers: mostFrequent(items.flatMap(({ manager }) => manager ?? [])).map(([name, objects]) => ({
      name,
      objects,
    })),
    labels: mostFrequent(items.flatMap(({ labels }) => labels)).map(([label, objects]) => ({
      label,
      objects,
    })),
    ages: agesOf(items, now),
  };
}

function namespacesOf({
  items,
  complete,
  lastTotal,
}: Pick<Sample, 'items' | 'complete' | 'lastTotal'>): readonly SuspectNamespace[] {
  const last = items.at(-1)?.namespace;
  return [...counted(items.flatMap(({ namespace }) => (namespace === '' ? [] : [namespace])))]
    .map(([name, objects]) => ({
      name,
      objects,
      total: complete || name !== last ? objects : lastTotal,
    }))
    .toSorted(
      (left, right) =>
        (right.total ?? right.objects) - (left.total ?? left.objects) || compareText(left.name, right.name),
    );
}

function mostFrequent(names: readonly string[]): readonly (readonly [string, number])[] {
  return [...counted(names)]
    .toSorted(([leftName, left], [rightName, right]) => right - left || compareText(leftName, rightName))
    .slice(0, mostNames);
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const hour = 3_600_000;
const day = 24 * hour;

function agesOf(items: readonly ObjectMetadata[], now: Date): SuspectKind['ages'] {
  const ages = items.map(({ createdAt }) => now.getTime() - createdAt);
  const between = (from: number, to: number): number => ages.filter((age) => from <= age && age < to).length;
  return {
    // A clock that is behind that of the server makes ages below zero.
    underAnHour: between(-Infinity, hour),
    underADay: between(hour, day),
    underAWeek: between(day, 7 * day),
    under30Days: between(7 * day, 30 * day),
    older: between(30 * day, Infinity),
  };
}
