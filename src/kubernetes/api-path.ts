/** What a path of the API server is about. */

export interface ApiResource {
  /** Empty for the core group. */
  readonly apiGroup: string;
  /** Plural, `leases`. */
  readonly name: string;
  readonly namespace: string | null;
}

/** `/api/v1/…` is the core group, whose name is empty; `/apis/<group>/<version>/…` all others; the rest no resource. */
export function resourceAt(path: string): ApiResource | null {
  const [root, ...rest] = withoutQuery(path).split('/').slice(1).map(decodeURIComponent);
  const apiGroup = root === 'api' ? '' : root === 'apis' ? rest.shift() : undefined;
  const [, first, second, third] = rest;
  if (apiGroup === undefined || first === undefined) return null;
  if (first === 'namespaces' && third !== undefined && second !== undefined) {
    return { apiGroup, name: third, namespace: second };
  }
  return { apiGroup, name: first, namespace: null };
}

export function withoutQuery(path: string): string {
  return path.split('?', 1)[0] ?? path;
}
