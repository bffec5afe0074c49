/** A bound on how many objects of a kind a namespace may hold. */
import type { Remediation, RemediationStep } from '../model.ts';
import { cleanupOf, isDerived } from './cleanup.ts';
import { namespaceOption } from './kubectl.ts';
import { links } from './links.ts';
import { type QuotaRequest, quotaStep } from './quota.ts';

export interface BoundRequest extends QuotaRequest {
  readonly namespace: string;
}

/** Whether a quota can count a kind, and does no harm to what its objects belong to. */
export function canBeBounded(kind: string): boolean {
  return !isDerived(kind) && quotaStep({ kind, namespace: null, limit: 1 }) !== null;
}

export function boundNamespace(request: BoundRequest): Remediation {
  const quota = quotaStep(request);
  return {
    summary: `Clean up the namespace, then set a ResourceQuota with count/${request.kind}.`,
    steps: [
      {
        text: `${cleanupOf({ ...request, maybeStale: false, signs: [] }).summary} Do this first: while the namespace holds more than the quota, every creation is refused.`,
      },
      ...(quota === null ? [] : [quota, usedStep(request.namespace)]),
    ],
    learnMore: links.resourceQuota,
  };
}

function usedStep(namespace: string): RemediationStep {
  return {
    text: 'See how much of it is used.',
    command: `kubectl describe resourcequotas ${namespaceOption(namespace)}`,
  };
}
