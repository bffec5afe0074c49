/** What a request to an API server asks for, taken from method and path the way the server does. */

export type RequestInfo = PathRequest | ResourceRequest;

export interface PathRequest {
  readonly kind: 'path';
  readonly path: string;
  /** The method in lower case, which is how RBAC names it for paths. */
  readonly verb: string;
}

export interface ResourceRequest {
  readonly kind: 'resource';
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly namespace: string | null;
  readonly resource: string;
  readonly name: string | null;
  readonly subresource: string | null;
}

export function requestInfo(method: string, url: URL): RequestInfo {
  const [root, ...rest] = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  const prefix = groupVersionOf(root, rest);
  if (prefix === null) return { kind: 'path', path: url.pathname, verb: method.toLowerCase() };
  const { group, version, parts } = prefix;

  const namespaced = parts[0] === 'namespaces' && parts.length > 2;
  const [resource = '', name = null, subresource = null] = namespaced ? parts.slice(2) : parts;
  return {
    kind: 'resource',
    verb: verbOf(method, name, url.searchParams),
    group,
    version,
    namespace: namespaced ? (parts[1] ?? null) : null,
    resource,
    name,
    subresource,
  };
}

/** Null for what is not below a version: `/api`, `/apis/apps`, `/apis/apps/v1` are paths to RBAC. */
function groupVersionOf(
  root: string | undefined,
  rest: readonly string[],
): { readonly group: string; readonly version: string; readonly parts: readonly string[] } | null {
  if (root === 'api') {
    const [version, ...parts] = rest;
    return version === undefined || parts.length === 0 ? null : { group: '', version, parts };
  }
  if (root !== 'apis') return null;
  const [group, version, ...parts] = rest;
  return group === undefined || version === undefined || parts.length === 0
    ? null
    : { group, version, parts };
}

function verbOf(method: string, name: string | null, query: URLSearchParams): string {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (['1', 'true'].includes(query.get('watch') ?? '')) return 'watch';
      return name === null ? 'list' : 'get';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === null ? 'deletecollection' : 'delete';
    default:
      return '';
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
