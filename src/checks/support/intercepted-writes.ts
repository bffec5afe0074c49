/** Writes that the rules of webhooks name, to follow each of them through all webhooks. */
import type { Webhook, WebhookRule } from '../../evidence/webhooks.ts';
import type { VitalWrite } from './webhook-reach.ts';

export interface InterceptedWrite extends Pick<VitalWrite, 'operation' | 'apiGroup' | 'resource'> {
  readonly clusterScoped: boolean;
}

/** Every write that some rule names; a rule for all kinds is taken to be one for pods and deployments. */
export function interceptedWrites(webhooks: readonly Webhook[]): readonly InterceptedWrite[] {
  const writes = new Map<string, InterceptedWrite>();
  for (const webhook of webhooks) {
    for (const write of webhook.rules.flatMap(writesIn)) writes.set(JSON.stringify(write), write);
  }
  return [...writes.values()];
}

const operations = ['CREATE', 'UPDATE', 'DELETE'] as const;
const usualKinds = [
  { apiGroup: '', resource: 'pods' },
  { apiGroup: 'apps', resource: 'deployments' },
];

function writesIn(rule: WebhookRule): readonly InterceptedWrite[] {
  const named = operations.filter(
    (operation) => rule.operations.includes('*') || rule.operations.includes(operation),
  );
  return kindsIn(rule).flatMap((kind) =>
    named.map((operation) => ({
      operation,
      ...kind,
      clusterScoped: rule.scope === 'Cluster' || clusterScoped.has(kind.resource),
    })),
  );
}

function kindsIn({ apiGroups, resources }: WebhookRule): readonly { apiGroup: string; resource: string }[] {
  if (apiGroups.includes('*')) return usualKinds;
  return apiGroups.flatMap((apiGroup) =>
    resources.flatMap((pattern) => {
      const [resource = '', part = ''] = pattern.split('/', 2);
      if (resource === '*') return usualKinds.filter((kind) => kind.apiGroup === apiGroup);
      return [{ apiGroup, resource: part === '' || part === '*' ? resource : pattern }];
    }),
  );
}

/** Kinds without a namespace that rules with scope `*` name, as most rules have it. */
const clusterScoped = new Set([
  'certificatesigningrequests',
  'clusterrolebindings',
  'clusterroles',
  'customresourcedefinitions',
  'ingressclasses',
  'namespaces',
  'nodes',
  'nodes/status',
  'persistentvolumes',
  'priorityclasses',
  'storageclasses',
  'subjectaccessreviews',
  'tokenreviews',
]);
