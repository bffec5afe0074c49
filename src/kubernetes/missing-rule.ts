import { resourceAt, withoutQuery } from './api-path.ts';

/** What the RBAC rule for a refused read has to say, as a remedy. */
export function missingRuleFor(verb: 'get' | 'list', path: string): string {
  const resource = resourceAt(path);
  if (resource === null) {
    return `Grant the auditor a ClusterRole rule with verb "get" on nonResourceURL "${withoutQuery(path)}".`;
  }
  const { apiGroup, name, namespace } = resource;
  const where = namespace === null ? '' : ` in namespace "${namespace}"`;
  return `Grant the auditor a ClusterRole rule with verb "${verb}" on resource "${name}" of apiGroup "${apiGroup}"${where}.`;
}
