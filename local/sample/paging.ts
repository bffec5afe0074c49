/** How an API server cuts a list into pages. */
import { keyOf } from './objects/object.ts';
import type { KubernetesObject } from './objects/object.ts';

export interface ListQuery {
  readonly limit: number;
  readonly continueToken: string | null;
  /** Version 0 means "any, from the cache", and the cache knows no limit. */
  readonly fromCache: boolean;
  readonly labels: Readonly<Record<string, string>>;
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
export function pageOf(
  objects: readonly KubernetesObject[],
  query: ListQuery,
  revision: string,
): ListPage | null {
  const matching = objects.filter(({ metadata }) =>
    Object.entries(query.labels).every(([key, value]) => metadata.labels?.[key] === value),
  );
  if (query.fromCache) return { metadata: { resourceVersion: revision }, items: matching };
  const token = query.continueToken === null ? { start: '', revision } : readToken(query.continueToken);
  if (token === null) return null;

  const left = matching.filter((object) => keyOf(object) > token.start);
  const items = query.limit > 0 ? left.slice(0, query.limit) : left;
  const last = items.at(-1);
  if (last === undefined || items.length === left.length) {
    return { metadata: { resourceVersion: token.revision }, items };
  }
  return {
    metadata: {
      resourceVersion: token.revision,
      continue: writeToken(token.revision, keyOf(last)),
      // Only counted without a selector: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/list-meta/
      ...(Object.keys(query.labels).length === 0 ? { remainingItemCount: left.length - items.length } : {}),
    },
    items,
  };
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
