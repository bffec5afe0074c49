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
  gather: (): Promise<NodeHeartbeats> => Promise.reject(new Error('not built yet')),
});
