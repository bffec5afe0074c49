/** Size of etcd, objects in it, and requests to it, under the names and labels of each minor version. */
import { uptimeSeconds } from '../story.ts';
import { amountAt } from '../time.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import type { KindCount } from './counts.ts';
import { distribution, durationBounds, spread } from './distribution.ts';
import type { Family, Labels } from './text.ts';

const operations = ['get', 'list', 'listWithCount', 'create', 'update', 'delete'] as const;

export function storageMetrics(story: Story, moment: Moment, kinds: readonly KindCount[]): readonly Family[] {
  return [
    ...sizeMetrics(story, amountAt(story.etcdBytes, moment)),
    ...countMetrics(story.version.minor, kinds),
    ...requestMetrics(story, uptimeSeconds(story, moment), kinds),
  ];
}

function sizeMetrics({ version: { minor } }: Story, bytes: number): readonly Family[] {
  const families: Family[] = [];
  const endpoint = 'https://etcd-client.kube-system:2379';
  if (minor >= 28) {
    families.push({
      name: 'apiserver_storage_size_bytes',
      help: 'Size of the storage database file physically allocated in bytes.',
      stability: minor >= 30 ? 'STABLE' : 'ALPHA',
      type: 'gauge',
      samples: [{ labels: { [minor >= 30 ? 'storage_cluster_id' : 'cluster']: 'etcd-0' }, value: bytes }],
    });
  }
  if (minor >= 26 && minor <= 28) {
    families.push({
      name: 'apiserver_storage_db_total_size_in_bytes',
      help: 'Total size of the storage database file physically allocated in bytes.',
      stability: 'ALPHA',
      type: 'gauge',
      samples: [{ labels: { endpoint }, value: bytes }],
    });
  }
  if (minor <= 25) {
    families.push({
      name: 'etcd_db_total_size_in_bytes',
      help: 'Total size of the etcd database file physically allocated in bytes.',
      stability: 'ALPHA',
      type: 'gauge',
      samples: [{ labels: { endpoint }, value: bytes }],
    });
  }
  return families;
}

function countMetrics(minor: number, kinds: readonly KindCount[]): readonly Family[] {
  const families: Family[] = [];
  const help =
    'Number of stored objects at the time of last check split by kind. In case of a fetching error, the value will be -1.';
  if (minor <= 36) {
    families.push({
      name: 'apiserver_storage_objects',
      help: minor >= 35 ? `[DEPRECATED, consider using apiserver_resource_objects instead] ${help}` : help,
      stability: 'STABLE',
      type: 'gauge',
      samples: kinds.map(({ kind, count }) => ({ labels: { resource: kind }, value: count })),
    });
  }
  if (minor >= 34) {
    families.push(
      {
        name: 'apiserver_resource_objects',
        help,
        stability: 'ALPHA',
        type: 'gauge',
        samples: kinds.map(({ group, resource, count }) => ({ labels: { group, resource }, value: count })),
      },
      {
        name: 'apiserver_resource_size_estimate_bytes',
        help: 'Estimated size of stored objects in database. Estimate is based on sum of last observed sizes of serialized objects. In case of a fetching error, the value will be -1.',
        stability: 'ALPHA',
        type: 'gauge',
        samples: kinds.map(({ group, resource, kind, count }) => ({
          labels: { group, resource },
          value: Math.floor(count * spread(kind, 700, 6_000)),
        })),
      },
    );
  }
  return families;
}

function requestMetrics(story: Story, uptime: number, kinds: readonly KindCount[]): readonly Family[] {
  const { minor } = story.version;
  const calls = kinds.flatMap(({ group, resource, kind }) =>
    operations.map((operation) => {
      const what: Labels = minor >= 34 ? { group, resource } : { type: kind };
      const share = spread(`${operation} ${kind}`, 0.0005, 0.004);
      return {
        labels: { operation, ...what },
        count: Math.floor(uptime * story.requestsPerSecond * share),
        mean: story.times.etcd?.[operation] ?? spread(kind, 0.004, 0.018),
      };
    }),
  );
  const durations: Family = {
    name: 'etcd_request_duration_seconds',
    help: 'Etcd request latency in seconds for each operation and object type.',
    stability: 'ALPHA',
    type: 'histogram',
    samples: calls.map(({ labels, count, mean }) => distribution(labels, durationBounds, count, mean)),
  };
  if (minor < 28) return [durations];
  const total: Family = {
    name: 'etcd_requests_total',
    help: 'Etcd request counts for each operation and object type.',
    stability: 'ALPHA',
    type: 'counter',
    samples: calls.map(({ labels, count }) => ({ labels, value: count })),
  };
  return [durations, total];
}
