/** Kinds of calls as the audit log tells them apart, and what may hide beyond the ones that are listed. */
import type { ApiCall, CallLatency, LatencyByCall } from '../../evidence/logs/latency-by-call.ts';
import { isBuiltIn } from '../../remediation/quota.ts';
import type { Unseen } from '../define-check.ts';

/** `plural` or `plural.group`, without the subresource: as object counts name kinds. */
export function kindOf({ resource, apiGroup }: Pick<ApiCall, 'resource' | 'apiGroup'>): string {
  const [plural = ''] = resource.split('/', 1);
  // Both groups show the same events, which are counted under the older one.
  const group = apiGroup === 'events.k8s.io' ? '' : apiGroup;
  return group === '' ? plural : `${plural}.${group}`;
}

/** `pods`, `deployments.apps/status`: the kind with its group and subresource. */
export function callName(call: ApiCall): string {
  const [plural = '', ...subresource] = call.resource.split('/');
  const kind = call.apiGroup === '' ? plural : `${plural}.${call.apiGroup}`;
  return [kind, ...subresource].join('/');
}

/** `list pods cluster`: what tells one call of a client from its others. */
export function callKey(call: ApiCall): string {
  return [call.verb, callName(call), call.scope].filter((word) => word !== '').join(' ');
}

/** `LIST pods over all namespaces`. */
export function callInWords(call: ApiCall): string {
  const where = call.verb === 'list' || call.verb === 'deletecollection' ? places[call.scope] : '';
  return `${call.verb.toUpperCase()} ${callName(call)}${where}`;
}

const places: Readonly<Record<ApiCall['scope'], string>> = {
  cluster: ' over the whole cluster',
  namespace: ' in a namespace',
  resource: ' of one name',
  '': '',
};

/** Upstream gives objectives for its own kinds alone: not for custom resources, and not for what others serve. */
export function hasObjective(call: ApiCall): boolean {
  return call.verb !== 'deletecollection' && isBuiltIn(kindOf(call));
}

/** As the query ranks them: calls that break the objective come before all others. */
function breaksObjective({ requests, overObjective }: CallLatency): boolean {
  return requests >= 100 && overObjective > 0.01 * requests;
}

/** What to do when calls that are not listed may matter. */
export const wholeListRemedy = 'Run the query of step 3 of the guide over the workspace for the whole list.';

/**
 * The list is cut, so a call that is not in it may be what is looked for, unless that would have taken more time than the
 * last one listed: after the calls that break the objective they are ranked by the time that was spent in them.
 */
export function beyondTheCut({ callCount, calls }: LatencyByCall, milliseconds: number): Unseen | null {
  if (callCount <= calls.length) return null;
  const ranked = calls.filter((call) => !breaksObjective(call)).map(({ totalMs }) => totalMs);
  if (Math.min(...ranked) < milliseconds) return null;
  return {
    reason: 'truncated',
    detail: `Only ${calls.length} of ${callCount} different calls are listed, and those that are not may matter here: even the last one listed is busy.`,
    remedy: wholeListRemedy,
  };
}
