/** How an API server cuts a list into pages. */
import { keyOf } from './objects/object.ts';
import type { KubernetesObject, OrderedObjects } from './objects/object.ts';

export interface ListQuery {
  readonly limit: number;
  readonly continueToken: string | null;
  /** Version 0 means "any, from the cache", and the cache knows no limit. */
  readonly fromCache: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Values of fields at the top of the object: of events there are `type` and `reason`. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface ListPage {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly KubernetesObject[];
}

/** One page; null when the continue token is not one of ours. */
export function pageOf(objects: OrderedObjects, query: ListQuery, revision: string): ListPage | null {
  const selects = Object.keys({ ...query.labels, ...query.fields }).length > 0;
  const matching = selects ? selected(objects, query) : objects;
  if (query.fromCache)
    return { metadata: { resourceVersion: revision }, items: slice(matching, 0, Infinity) };
  const token = query.continueToken === null ? { start: '', revision } : readToken(query.continueToken);
  if (token === null) return null;

  const from = firstFrom(matching, token.start);
  const left = matching.length - from;
  const items = slice(matching, from, query.limit > 0 ? query.limit : Infinity);
  const last = items.at(-1);
  if (last === undefined || items.length === left) {
    return { metadata: { resourceVersion: token.revision }, items };
  }
  return {
    metadata: {
      resourceVersion: token.revision,
      continue: writeToken(token.revision, keyOf(last)),
      // Only counted without a selector: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/list-meta/
      ...(selects ? {} : { remainingItemCount: left - items.length }),
    },
    items,
  };
}

function selected(objects: OrderedObjects, { labels, fields }: ListQuery): readonly KubernetesObject[] {
  return slice(objects, 0, Infinity).filter(
    (object) =>
      Object.entries(labels).every(([key, value]) => object.metadata.labels?.[key] === value) &&
      Object.entries(fields).every(([key, value]) => object[key] === value),
  );
}

function slice(objects: OrderedObjects, from: number, most: number): readonly KubernetesObject[] {
  const length = Math.max(0, Math.min(most, objects.length - from));
  return Array.from({ length }, (_, index) => objects.at(from + index)).filter((one) => one !== undefined);
}

/** The index of the first object that is not before a key, by halves: objects are in the order of their keys. */
export function firstFrom(objects: OrderedObjects, key: string): number {
  let from = 0;
  let to = objects.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const object = objects.at(middle);
    if (object !== undefined && keyOf(object) < key) from = middle + 1;
    else to = middle;
  }
  return from;
}

function writeToken(revision: string, start: string): string {
  const token = { v: 'meta.k8s.io/v1', rv: Number(revision), start: `${start}\u0000` };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(text: string): { readonly start: string; readonly revision: string } | null {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof token !== 'object' || token === null || !('start' in token) || !('rv' in token)) return null;
    return { start: String(token.start), revision: String(token.rv) };
  } catch {
    return null;
  }
}
