/** What the auditor's service account may read: the rights the product asks for, and not one more. */
import { statusAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { collections } from './collections.ts';
import type { RequestInfo, ResourceRequest } from './request.ts';

const auditorUser = 'system:serviceaccount:fleet-auditor:fleet-auditor';

const readablePaths = new Set(['/api', '/apis', '/version', '/healthz', '/livez', '/readyz', '/metrics']);

/** The server's refusal, or null when the auditor may. Rights come before existence, as RBAC has it. */
export function refusal(request: RequestInfo, denied: readonly string[]): Answer | null {
  return isAllowed(request, denied) ? null : forbidden(request);
}

function isAllowed(request: RequestInfo, denied: readonly string[]): boolean {
  if (request.kind === 'path') {
    return request.verb === 'get' && readablePaths.has(request.path) && !denied.includes(request.path);
  }
  const readable = collections.some(
    ({ group, resource }) => group === request.group && resource === request.resource,
  );
  return (
    readable &&
    request.subresource === null &&
    (request.verb === 'get' || request.verb === 'list') &&
    !denied.includes(qualified(request))
  );
}

function forbidden(request: RequestInfo): Answer {
  const who = `User ${JSON.stringify(auditorUser)} cannot ${request.verb}`;
  if (request.kind === 'path') {
    return withNosniff(statusAnswer(403, 'Forbidden', `forbidden: ${who} path "${request.path}"`, {}));
  }
  const { group, resource, subresource, name, namespace } = request;
  const asked = subresource === null ? resource : `${resource}/${subresource}`;
  const subject = name === null ? qualified(request) : `${qualified(request)} "${name}"`;
  const where = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return withNosniff(
    statusAnswer(
      403,
      'Forbidden',
      `${subject} is forbidden: ${who} resource "${asked}" in API group "${group}" ${where}`,
      { ...(name === null ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource },
    ),
  );
}

function qualified({ resource, group }: ResourceRequest): string {
  return group === '' ? resource : `${resource}.${group}`;
}

function withNosniff(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'x-content-type-options': 'nosniff' } };
}
