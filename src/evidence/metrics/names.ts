/** Every name that the metrics we keep have had: minors rename them, and a cluster runs any minor. */

/** Newest name first; minors and labels: https://kubernetes.io/docs/reference/instrumentation/metrics/ */
export const metricNames = {
  processStart: ['process_start_time_seconds'],
  build: ['kubernetes_build_info'],
  databases: [
    'apiserver_storage_size_bytes',
    'apiserver_storage_db_total_size_in_bytes',
    'etcd_db_total_size_in_bytes',
  ],
  objects: ['apiserver_resource_objects', 'apiserver_storage_objects', 'etcd_object_counts'],
  estimatedBytes: ['apiserver_resource_size_estimate_bytes'],
  requests: ['apiserver_request_total'],
  terminations: ['apiserver_request_terminations_total'],
  webhookFailures: ['apiserver_admission_webhook_rejection_count'],
  failedOpen: ['apiserver_admission_webhook_fail_open_count'],
  rejected: ['apiserver_flowcontrol_rejected_requests_total'],
  nominalSeats: [
    'apiserver_flowcontrol_nominal_limit_seats',
    'apiserver_flowcontrol_request_concurrency_limit',
  ],
  upperSeats: ['apiserver_flowcontrol_upper_limit_seats'],
  deprecatedApis: ['apiserver_requested_deprecated_apis'],
  // Of histograms the buckets are enough: the last of them has the count.
  etcdDurations: ['etcd_request_duration_seconds_bucket'],
  webhookDurations: ['apiserver_admission_webhook_admission_duration_seconds_bucket'],
  queueWaits: ['apiserver_flowcontrol_request_wait_duration_seconds_bucket'],
} as const satisfies Record<string, readonly string[]>;

/** All of them, as they stand on a line of `/metrics`. */
export const wantedMetrics: ReadonlySet<string> = new Set(Object.values(metricNames).flat());
