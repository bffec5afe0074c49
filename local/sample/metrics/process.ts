/** The process itself: version, start, memory, work queues, audit, aggregation. */
import { servedVersions } from '../api-groups.ts';
import type { GroupVersion } from '../api-groups.ts';
import { isUnavailable } from '../objects/api-services.ts';
import { gitVersion, processStart, uptimeSeconds } from '../story.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { distribution, spread } from './distribution.ts';
import type { Family, Stability } from './text.ts';

const queues = [
  'APIServiceRegistrationController',
  'AvailableConditionController',
  'ClusterRoleAggregator',
  'DiscoveryController',
  'admission_quota_controller',
  'autoregister',
  'cluster_authentication_trust_controller',
  'crdEstablishing',
  'crd_autoregistration_controller',
  'crd_finalizer',
  'crd_naming_condition_controller',
  'crd_openapi_controller',
  'non_structural_schema_condition_controller',
  'open_api_aggregation_controller',
  'priority_and_fairness_config_queue',
] as const;

const queueBounds = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10] as const;

export function processMetrics(story: Story, moment: Moment): readonly Family[] {
  const uptime = uptimeSeconds(story, moment);
  const { minor } = story.version;
  return [
    {
      name: 'kubernetes_build_info',
      help: "A metric with a constant '1' value labeled by major, minor, git version, git commit, git tree state, build date, Go version, and compiler from which Kubernetes was built, and platform on which it is running.",
      stability: minor >= 36 ? 'BETA' : 'ALPHA',
      type: 'gauge',
      samples: [
        {
          labels: {
            build_date: '2026-06-17T18:41:00Z',
            compiler: 'gc',
            git_tree_state: 'clean',
            git_version: gitVersion(story),
            go_version: 'go1.24.4',
            major: '1',
            minor: String(minor),
            platform: 'linux/amd64',
          },
          value: 1,
        },
      ],
    },
    plain(
      'process_start_time_seconds',
      'gauge',
      'Start time of the process since unix epoch in seconds.',
      processStart(story, moment).getTime() / 1000,
    ),
    plain(
      'process_cpu_seconds_total',
      'counter',
      'Total user and system CPU time spent in seconds.',
      Math.floor(uptime * story.requestsPerSecond * 0.4) / 100,
    ),
    plain(
      'process_resident_memory_bytes',
      'gauge',
      'Resident memory size in bytes.',
      9e8 + story.requestsPerSecond * 2e6,
    ),
    plain(
      'process_open_fds',
      'gauge',
      'Number of open file descriptors.',
      240 + Math.ceil(story.requestsPerSecond),
    ),
    plain(
      'go_goroutines',
      'gauge',
      'Number of goroutines that currently exist.',
      2_400 + Math.ceil(story.requestsPerSecond * 4),
    ),
    {
      name: 'apiserver_audit_event_total',
      help: 'Counter of audit events generated and sent to the audit backend.',
      stability: 'ALPHA',
      type: 'counter',
      samples: [{ labels: {}, value: Math.floor(uptime * story.requestsPerSecond * 1.6) }],
    },
    {
      name: 'aggregator_unavailable_apiservice',
      help: 'Gauge of APIServices which are marked as unavailable broken down by APIService name.',
      stability: 'ALPHA',
      type: 'gauge',
      samples: servedVersions(story).map(({ group, version }) => ({
        labels: { name: `${version}.${group}` },
        value: isDown(story, moment, { group, version }) ? 1 : 0,
      })),
    },
    {
      name: 'apiserver_requested_deprecated_apis',
      help: 'Gauge of deprecated APIs that have been requested, broken out by API group, version, resource, subresource, and removed_release.',
      stability: 'STABLE',
      type: 'gauge',
      samples: deprecatedCalls(story).map(({ removedRelease, ...called }) => ({
        labels: { ...called, removed_release: removedRelease, subresource: '' },
        value: 1,
      })),
    },
    ...workQueues(minor >= 36 ? 'BETA' : 'ALPHA', uptime),
  ];
}

function isDown({ aggregatedApis }: Story, moment: Moment, { group, version }: GroupVersion): boolean {
  return aggregatedApis.some(
    (api) => api.group === group && api.version === version && isUnavailable(api, moment),
  );
}

/** Controllers call what is deprecated without an end, as `kubectl get componentstatuses` does, in every cluster. */
function deprecatedCalls({ version: { minor }, deprecatedCalls: own }: Story): Story['deprecatedCalls'] {
  return [
    { group: '', version: 'v1', resource: 'componentstatuses', removedRelease: '' },
    ...(minor >= 33 ? [{ group: '', version: 'v1', resource: 'endpoints', removedRelease: '' }] : []),
    ...own,
  ];
}

function plain(name: string, type: 'counter' | 'gauge', help: string, value: number): Family {
  return { name, help, stability: null, type, samples: [{ labels: {}, value }] };
}

function workQueues(stability: Stability, uptime: number): readonly Family[] {
  const adds = queues.map((name) => ({
    labels: { name },
    count: Math.floor(uptime * spread(name, 0.001, 0.05)),
  }));
  return [
    {
      name: 'workqueue_adds_total',
      help: 'Total number of adds handled by workqueue',
      stability,
      type: 'counter',
      samples: adds.map(({ labels, count }) => ({ labels, value: count })),
    },
    {
      name: 'workqueue_depth',
      help: 'Current depth of workqueue',
      stability,
      type: 'gauge',
      samples: adds.map(({ labels }) => ({ labels, value: 0 })),
    },
    {
      name: 'workqueue_work_duration_seconds',
      help: 'How long in seconds processing an item from workqueue takes.',
      stability,
      type: 'histogram',
      samples: adds.map(({ labels, count }) => distribution(labels, queueBounds, count, 0.000_6)),
    },
  ];
}
