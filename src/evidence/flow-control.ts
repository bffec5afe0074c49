import type * as z from 'zod';
import { ReadError } from '../shared/errors.ts';
import { type GatherContext, defineGatherer } from './define-gatherer.ts';
import { flowSchemaSchema, priorityLevelSchema } from './flow-control-schema.ts';

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
  maxRequests: 3,
  needs: [
    {
      apiGroup: 'flowcontrol.apiserver.k8s.io',
      resources: ['flowschemas', 'prioritylevelconfigurations'],
      verbs: ['list'],
    },
  ],
  timeoutSeconds: 20,
  async gather(context): Promise<FlowControl> {
    const { kubernetes, signal } = context;
    const apiVersion = await kubernetes.servedVersion(group, versions, { signal });
    const [flowSchemas, priorityLevels] = await Promise.all([
      listAll(context, `/apis/${group}/${apiVersion}/flowschemas`, flowSchemaSchema),
      listAll(context, `/apis/${group}/${apiVersion}/prioritylevelconfigurations`, priorityLevelSchema),
    ]);
    return { apiVersion, flowSchemas, priorityLevels };
  },
});

const group = 'flowcontrol.apiserver.k8s.io';
/** Newest first. https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const versions = ['v1', 'v1beta3', 'v1beta2', 'v1beta1'] as const;

/** Which schema wins depends on all of them, so a part is no evidence. */
async function listAll<T>(
  { kubernetes, signal }: GatherContext,
  path: string,
  item: z.ZodType<T>,
): Promise<readonly T[]> {
  const { items, truncated } = await kubernetes.list(path, item, { signal, limit: 500, maxPages: 1 });
  if (!truncated) return items;
  throw new ReadError(
    'truncated',
    `The list ${path} has more than the ${items.length} objects that are read.`,
    'Remove flow schemas and priority levels that nobody needs: the API server sorts every request by all of them.',
  );
}
