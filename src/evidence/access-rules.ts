/** What the gatherers need, as rules of a ClusterRole: one source for tests, docs and deployment. */
import { isCustomGroup, resourceDataAction, urlDataAction } from '../kubernetes/data-action.ts';
import type { AccessRule } from './define-gatherer.ts';

export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** The rules of some gatherers in the shape of `rules` of a ClusterRole. */
export function policyRules(
  gatherers: readonly { readonly needs: readonly AccessRule[] }[],
): readonly PolicyRule[] {
  return gatherers
    .flatMap(({ needs }) => needs)
    .map((rule) =>
      'apiGroup' in rule
        ? { apiGroups: [rule.apiGroup], resources: rule.resources, verbs: rule.verbs }
        : rule,
    );
}

/** The same for clusters with Azure RBAC: the data actions of a role, each once, sorted. */
export function dataActions(
  gatherers: readonly { readonly needs: readonly AccessRule[] }[],
): readonly string[] {
  return [...new Set(gatherers.flatMap(({ needs }) => needs.flatMap(azureDataActions)))].toSorted();
}

/**
 * Data actions of Azure RBAC that allow what the rule of Kubernetes RBAC allows; get and list are both `read`. None for custom
 * resources: their one action would show those of every kind.
 */
export function azureDataActions(rule: AccessRule): readonly string[] {
  if (!('apiGroup' in rule)) return rule.nonResourceURLs.map(urlDataAction);
  return isCustomGroup(rule.apiGroup)
    ? []
    : rule.resources.map((resource) => resourceDataAction(rule.apiGroup, resource));
}
