import * as z from 'zod';
import { nodePoolOf } from './node-pool.ts';
import { defineGatherer } from './define-gatherer.ts';

export interface NodeHeartbeat {
  readonly node: string;
  /** From the AKS node name; null for names of another shape. */
  readonly pool: string | null;
  /** Last renewal of the node's lease, ISO 8601; null when it was never renewed. */
  readonly renewedAt: string | null;
}

export interface NodeHeartbeats {
  readonly nodes: readonly NodeHeartbeat[];
  /** Nodes in the cluster where the server said so; null when truncated and it did not. */
  readonly total: number | null;
  /** True when the page bound left leases unread. */
  readonly truncated: boolean;
}

export const nodeHeartbeats = defineGatherer({
  id: 'nodeHeartbeats',
  source: 'LIST leases in kube-node-lease',
  maxRequests: 4,
  needs: [{ apiGroup: 'coordination.k8s.io', resources: ['leases'], verbs: ['list'] }],
  timeoutSeconds: 30,
  async gather({ kubernetes, signal }): Promise<NodeHeartbeats> {
    const { items, total, truncated } = await kubernetes.list(
      '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
      leaseSchema,
      { signal, limit: 500, maxPages: 4 },
    );
    return { nodes: items, total, truncated };
  },
});

/** A kubelet renews a lease of its node's name: https://kubernetes.io/docs/concepts/architecture/leases/ */
const leaseSchema = z
  .object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ renewTime: z.iso.datetime({ offset: true }).nullish() }).nullish(),
  })
  .transform(({ metadata, spec }): NodeHeartbeat => ({
    node: metadata.name,
    pool: nodePoolOf(metadata.name),
    renewedAt: spec?.renewTime ? new Date(spec.renewTime).toISOString() : null,
  }));
