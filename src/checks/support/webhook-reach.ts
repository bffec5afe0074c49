/** Whether one concrete write would be sent to a webhook: rules, scope, selectors and conditions, as the server does it. */
import type { Webhook, WebhookRule } from '../../evidence/webhooks.ts';
import type { ConditionRequest } from './match-condition.ts';
import { conditionHolds } from './match-condition.ts';
import type { Selection } from './selector.ts';
import { selects } from './selector.ts';

type Labels = Readonly<Record<string, string>>;

/** A write that a cluster cannot do without, as far as the auditor knows it. */
export interface VitalWrite {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly apiGroup: string;
  /** Plural, with `/subresource` where there is one. */
  readonly resource: string;
  /** Null for cluster-scoped objects: no namespaceSelector can exempt them. */
  readonly namespace: { readonly name: string; readonly labels: Labels } | null;
  /** Known labels of the object. */
  readonly labels: Labels;
  readonly user: { readonly name: string; readonly groups: readonly string[] };
}

export interface Reach {
  readonly reached: boolean;
  /** What the answer takes for granted because it could not be read; empty when it is certain. */
  readonly assumptions: readonly string[];
}

export function reachOf(webhook: Webhook, write: VitalWrite): Reach {
  if (!webhook.rules.some((rule) => ruleMatches(rule, write))) return notReached;

  // Without a namespace there is nothing for the namespaceSelector to look at, and the server calls the webhook.
  const byNamespace: Selection =
    write.namespace === null
      ? { selected: true, assumedAbsent: [] }
      : selects(webhook.namespaceSelector, write.namespace.labels);
  if (!byNamespace.selected) return notReached;
  const byObject = selects(webhook.objectSelector, write.labels);
  if (!byObject.selected) return notReached;

  const request = conditionRequest(write);
  const undecided: string[] = [];
  for (const { name, expression } of webhook.matchConditions) {
    const holds = conditionHolds(expression, request);
    if (holds === false) return notReached;
    if (holds === null) undecided.push(name);
  }
  return {
    reached: true,
    assumptions: [
      ...byNamespace.assumedAbsent.map((key) => `the namespace does not carry the label ${key}`),
      ...byObject.assumedAbsent.map((key) => `the object does not carry the label ${key}`),
      ...undecided.map((name) => `the match condition ${name} does not exempt it`),
    ],
  };
}

const notReached: Reach = { reached: false, assumptions: [] };

/** API versions are not compared: with matchPolicy Equivalent, the default, the server converts to one that matches. */
function ruleMatches(rule: WebhookRule, write: VitalWrite): boolean {
  const scope = write.namespace === null ? 'Cluster' : 'Namespaced';
  return (
    (rule.scope === '*' || rule.scope === scope) &&
    includesOrAll(rule.operations, write.operation) &&
    includesOrAll(rule.apiGroups, write.apiGroup) &&
    rule.resources.some((pattern) => resourceMatches(pattern, write.resource))
  );
}

function includesOrAll(patterns: readonly string[], value: string): boolean {
  return patterns.includes('*') || patterns.includes(value);
}

// `*` is every resource without its subresources, `*/*` is both, `pods/*` is pods and all its subresources.
function resourceMatches(pattern: string, resource: string): boolean {
  const [wantedKind = '', wantedPart = ''] = pattern.split('/', 2);
  const [kind = '', part = ''] = resource.split('/', 2);
  return (wantedKind === '*' || wantedKind === kind) && (wantedPart === '*' || wantedPart === part);
}

function conditionRequest(write: VitalWrite): ConditionRequest {
  const [resource = '', subResource = ''] = write.resource.split('/', 2);
  return {
    operation: write.operation,
    namespace: write.namespace?.name ?? '',
    resource: { group: write.apiGroup, version: 'v1', resource },
    subResource,
    userInfo: { username: write.user.name, groups: write.user.groups },
  };
}
