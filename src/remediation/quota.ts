/** ResourceQuotas that cap how many objects of a kind a namespace may hold. */
import type { RemediationStep } from '../model.ts';
import { shellQuote, yamlString } from '../shared/quote.ts';

export interface QuotaRequest {
  /** `plural` or `plural.group`. */
  readonly kind: string;
  /** Null when it is not known which namespace holds the objects. */
  readonly namespace: string | null;
  readonly limit: number;
}

/** A step that sets the quota; null for kinds that no quota can count. */
export function quotaStep({ kind, namespace, limit }: QuotaRequest): RemediationStep | null {
  const scope = scopeOf(kind);
  if (scope === 'cluster' || uncountable.has(kind)) return null;
  const cap = Math.max(1, Math.floor(limit));
  const text = [
    'Cap the kind per namespace: creating more is refused with "exceeded quota", what exists stays.',
    ...(scope === 'unknown' ? ['It works if the kind is namespaced (kubectl api-resources tells).'] : []),
  ];
  const name = `limit-${kind}`
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, 60)
    .replace(/-+$/, '');
  if (namespace === null) {
    return {
      text: [...text, 'Set NAMESPACE to the one that holds most first.'].join(' '),
      command: `kubectl create quota ${name} --namespace="$NAMESPACE" --hard=${shellQuote(`count/${kind}=${cap}`)}`,
    };
  }
  return {
    text: text.join(' '),
    manifest: [
      'apiVersion: v1',
      'kind: ResourceQuota',
      'metadata:',
      `  name: ${yamlString(name)}`,
      `  namespace: ${yamlString(namespace)}`,
      'spec:',
      '  hard:',
      `    ${yamlString(`count/${kind}`)}: ${yamlString(String(cap))}`,
      '',
    ].join('\n'),
  };
}

/** Whether a kind lives in namespaces: known for the kinds of Kubernetes itself and for some widespread others. */
export function scopeOf(kind: string): 'namespaced' | 'cluster' | 'unknown' {
  if (clusterScoped.has(kind)) return 'cluster';
  return isBuiltIn(kind) ? 'namespaced' : 'unknown';
}

/** Whether the kind is one of Kubernetes itself rather than of a CustomResourceDefinition. */
export function isBuiltIn(kind: string): boolean {
  const dot = kind.indexOf('.');
  return dot < 0 || builtInGroups.has(kind.slice(dot + 1));
}

/** Kinds that the quota system ignores: https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
const uncountable = new Set(['events', 'events.events.k8s.io']);

const builtInGroups = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

const clusterScoped = new Set([
  'apiservices.apiregistration.k8s.io',
  'certificatesigningrequests.certificates.k8s.io',
  'clusterephemeralreports.reports.kyverno.io',
  'clusterpolicyreports.wgpolicyk8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'clustertrustbundles.certificates.k8s.io',
  'componentstatuses',
  'csidrivers.storage.k8s.io',
  'csinodes.storage.k8s.io',
  'customresourcedefinitions.apiextensions.k8s.io',
  'deviceclasses.resource.k8s.io',
  'flowschemas.flowcontrol.apiserver.k8s.io',
  'ingressclasses.networking.k8s.io',
  'ipaddresses.networking.k8s.io',
  'mutatingadmissionpolicies.admissionregistration.k8s.io',
  'mutatingadmissionpolicybindings.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'namespaces',
  'nodes',
  'persistentvolumes',
  'priorityclasses.scheduling.k8s.io',
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io',
  'resourceslices.resource.k8s.io',
  'runtimeclasses.node.k8s.io',
  'servicecidrs.networking.k8s.io',
  'storageclasses.storage.k8s.io',
  'storageversionmigrations.storagemigration.k8s.io',
  'storageversions.internal.apiserver.k8s.io',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'validatingadmissionpolicybindings.admissionregistration.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'volumeattachments.storage.k8s.io',
  'volumeattributesclasses.storage.k8s.io',
]);
