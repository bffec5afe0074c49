/** Leases of the nodes, which every kubelet renews each ten seconds. */
import { nodeNames } from '../story.ts';
import { daysBefore } from '../time.ts';
import type { NodePool, Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { metadataOf, revisionAt } from './object.ts';
import type { KubernetesObject } from './object.ts';

// https://kubernetes.io/docs/concepts/architecture/leases/#node-heart-beats
const renewalMilliseconds = 10_000;

export function nodeLeases(story: Story, moment: Moment): readonly KubernetesObject[] {
  return story.pools.flatMap((pool) =>
    nodeNames(pool).map((node, index) => {
      const renewed = renewedAt(pool, index, moment);
      return {
        metadata: {
          ...metadataOf(story.name, 'Lease', node, daysBefore(moment.begun, 60 - index / 100), {
            namespace: 'kube-node-lease',
          }),
          resourceVersion: revisionAt(renewed),
        },
        spec: {
          holderIdentity: node,
          leaseDurationSeconds: 40,
          renewTime: renewed.toISOString().replace('Z', '000Z'),
        },
      };
    }),
  );
}

function renewedAt(pool: NodePool, index: number, { now, begun }: Moment): Date {
  const silentHours = pool.silent?.[index];
  const silentSince = silentHours === undefined ? null : daysBefore(begun, silentHours / 24);
  if (silentSince !== null && silentSince < now) return silentSince;
  // Kubelets do not tick together.
  const phase = (index * 2_711) % renewalMilliseconds;
  return new Date(now.getTime() - ((now.getTime() + phase) % renewalMilliseconds));
}
