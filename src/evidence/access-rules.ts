/** What the gatherers need, as rules of a ClusterRole: one source for tests, docs and deployment. */
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
