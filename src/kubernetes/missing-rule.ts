/** What the RBAC rule for a refused read has to say, as a remedy. */
export function missingRuleFor(verb: 'get' | 'list', path: string): string {
  const resource = resourceOf(path);
  if (resource === null) {
    return `Grant the auditor a ClusterRole rule with verb "get" on nonResourceURL "${pathOnly(path)}".`;
  }
  const { apiGroup, name, namespace } = resource;
  const where = namespace === null ? '' : ` in namespace "${namespace}"`;
  return `Grant the auditor a ClusterRole rule with verb "${verb}" on resource "${name}" of apiGroup "${apiGroup}"${where}.`;
}

function pathOnly(path: string): string {
  return path.split('?', 1)[0] ?? path;
}

/** `/api/v1/…` is the core group, whose name is empty; `/apis/<group>/<version>/…` all others; the rest no resource. */
function resourceOf(
  path: string,
): { readonly apiGroup: string; readonly name: string; readonly namespace: string | null } | null {
  const [root, ...rest] = pathOnly(path).split('/').slice(1).map(decodeURIComponent);
  const apiGroup = root === 'api' ? '' : root === 'apis' ? rest.shift() : undefined;
  const [, first, second, third] = rest;
  if (apiGroup === undefined || first === undefined) return null;
  if (first === 'namespaces' && third !== undefined && second !== undefined) {
    return { apiGroup, name: third, namespace: second };
  }
  return { apiGroup, name: first, namespace: null };
}
