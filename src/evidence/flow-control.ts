import { defineGatherer } from './define-gatherer.ts';

export type FlowSubject =
  | { readonly kind: 'User' | 'Group'; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly namespace: string; readonly name: string };

export interface ResourceRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly namespaces: readonly string[];
  /** Without it a cluster-wide LIST is not matched, whatever `namespaces` says. */
  readonly clusterScope: boolean;
}

export interface NonResourceRule {
  readonly verbs: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

export interface FlowRule {
  readonly subjects: readonly FlowSubject[];
  readonly resourceRules: readonly ResourceRule[];
  readonly nonResourceRules: readonly NonResourceRule[];
}

export interface FlowSchema {
  readonly name: string;
  readonly uid: string;
  readonly createdAt: string | null;
  /** Lower wins; equal numbers are decided by name. */
  readonly matchingPrecedence: number;
  readonly priorityLevel: string;
  readonly distinguisher: 'ByUser' | 'ByNamespace' | null;
  readonly rules: readonly FlowRule[];
  /** Condition Dangling: the level does not exist. Null when the server has not judged it. */
  readonly dangling: boolean | null;
  /** One of the server's own objects (annotation `apf.kubernetes.io/autoupdate-spec`). */
  readonly bootstrap: boolean;
  /** `apiVersion` in the manifest last applied by kubectl, where recorded. */
  readonly appliedApiVersion: string | null;
}

export interface PriorityLevel {
  readonly name: string;
  readonly uid: string;
  readonly createdAt: string | null;
  readonly type: 'Limited' | 'Exempt';
  readonly shares: number | null;
  readonly lendablePercent: number | null;
  /** Null: unlimited borrowing, so the level is no cap. */
  readonly borrowingLimitPercent: number | null;
  readonly limitResponse: 'Queue' | 'Reject' | null;
  readonly bootstrap: boolean;
  readonly appliedApiVersion: string | null;
}

export interface FlowControl {
  /** The version it was read in: `v1`, `v1beta3`, `v1beta2` or `v1beta1`. */
  readonly apiVersion: string;
  readonly flowSchemas: readonly FlowSchema[];
  readonly priorityLevels: readonly PriorityLevel[];
}

export const flowControl = defineGatherer({
  id: 'flowControl',
  source: 'LIST flowschemas and prioritylevelconfigurations',
  maxRequests: 5,
  needs: [
    {
      apiGroup: 'flowcontrol.apiserver.k8s.io',
      resources: ['flowschemas', 'prioritylevelconfigurations'],
      verbs: ['list'],
    },
  ],
  timeoutSeconds: 20,
  gather: (): Promise<FlowControl> => Promise.reject(new Error('not built yet')),
});
