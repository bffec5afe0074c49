/** Leases of nodes and of API servers, which each of them renews every ten seconds. */
import { nodeNames, plannedStart, processStart } from '../story.ts';
import { daysBefore } from '../time.ts';
import type { NodePool, Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { metadataOf, revisionAt, uidOf } from './object.ts';
import type { KubernetesObject, ObjectMetadata } from './object.ts';

// https://kubernetes.io/docs/concepts/architecture/leases/#node-heart-beats
const renewalMilliseconds = 10_000;

export function nodeLeases(story: Story, moment: Moment): readonly KubernetesObject[] {
  return story.pools.flatMap((pool) =>
    nodeNames(pool).map((node, index) => {
      const renewed = renewedAt(pool, index, moment);
      const created = daysBefore(moment.begun, 60 - index / 100);
      const metadata = metadataOf(story.name, 'Lease', node, created, { namespace: 'kube-node-lease' });
      return leaseOf(metadata, node, 40, renewed);
    }),
  );
}

const leastMinorWithIdentities = 26;
const servers = ['7wxkz4qsljbyv3pgf2mnhd6tce', 'nq5rj2hdzyt6skbwvfc4xlmg3e'] as const;

/**
 * Two API servers, of which the first is the one that answers; the second one is never killed.
 * https://kubernetes.io/docs/concepts/architecture/leases/#api-server-identity
 */
export function apiServerLeases(story: Story, moment: Moment): readonly KubernetesObject[] {
  if (story.version.minor < leastMinorWithIdentities) return [];
  return servers.map((suffix, index) => {
    const host = `apiserver-${suffix}`;
    const started = index === 0 ? processStart(story, moment) : plannedStart(story, moment);
    const metadata = metadataOf(story.name, 'Lease', host, plannedStart(story, moment), {
      namespace: 'kube-system',
      labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver', 'kubernetes.io/hostname': host },
    });
    const holder = `${host}_${uidOf(story.name, host, started.toISOString())}`;
    return leaseOf(metadata, holder, 3600, renewedBy(index, moment));
  });
}

function leaseOf(
  metadata: ObjectMetadata,
  holderIdentity: string,
  leaseDurationSeconds: number,
  renewed: Date,
): KubernetesObject {
  return {
    metadata: { ...metadata, resourceVersion: revisionAt(renewed) },
    spec: { holderIdentity, leaseDurationSeconds, renewTime: renewed.toISOString().replace('Z', '000Z') },
  };
}

function renewedAt(pool: NodePool, index: number, { now, begun }: Moment): Date {
  const silentHours = pool.silent?.[index];
  const silentSince = silentHours === undefined ? null : daysBefore(begun, silentHours / 24);
  if (silentSince !== null && silentSince < now) return silentSince;
  return renewedBy(index, { now });
}

/** They do not tick together. */
function renewedBy(index: number, { now }: Pick<Moment, 'now'>): Date {
  const phase = (index * 2_711) % renewalMilliseconds;
  return new Date(now.getTime() - ((now.getTime() + phase) % renewalMilliseconds));
}
