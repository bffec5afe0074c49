/** Text like a big cluster's `/metrics`: mostly request-duration buckets, as facts on real servers say. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const buckets = [
  0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
];
const verbs = ['GET', 'LIST', 'WATCH', 'POST', 'PUT', 'PATCH', 'APPLY', 'DELETE'];
const scopes = ['resource', 'namespace', 'cluster'];

/** Writes at least the given number of bytes. */
export async function writeMetricsFile(path: string, bytes: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(textOf(preamble()));
  for (let kind = 0; out.bytesWritten < bytes; kind += 1) {
    if (!out.write(textOf(kindLines(kind)))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

function kindLines(kind: number): readonly string[] {
  const [group, resource] = [`group${kind % 40}.example.com`, `customresources${kind}`];
  return [
    `apiserver_storage_objects{resource="${resource}.${group}"} ${kind * 17}`,
    ...verbs.flatMap((verb) => scopes.flatMap((scope) => requestLines(group, resource, verb, scope, kind))),
  ];
}

function preamble(): readonly string[] {
  return [
    '# HELP process_start_time_seconds [ALPHA] Start time of the process since unix epoch in seconds.',
    '# TYPE process_start_time_seconds gauge',
    'process_start_time_seconds 1.76393352e+09',
    '# TYPE apiserver_storage_size_bytes gauge',
    'apiserver_storage_size_bytes{storage_cluster_id="etcd-0"} 4.194304e+08',
    '# HELP apiserver_request_duration_seconds [STABLE] Response latency distribution in seconds.',
    '# TYPE apiserver_request_duration_seconds histogram',
  ];
}

function requestLines(
  group: string,
  resource: string,
  verb: string,
  scope: string,
  seed: number,
): readonly string[] {
  const labels = `component="apiserver",dry_run="",group="${group}",resource="${resource}",scope="${scope}",subresource="",verb="${verb}",version="v1"`;
  const name = 'apiserver_request_duration_seconds';
  const total = 100 + ((seed * 31) % 9000);
  return [
    ...buckets.map(
      (bound, place) => `${name}_bucket{${labels},le="${bound}"} ${Math.min(total, place * 400 + seed)}`,
    ),
    `${name}_bucket{${labels},le="+Inf"} ${total}`,
    `${name}_sum{${labels}} ${total * 0.0173}`,
    `${name}_count{${labels}} ${total}`,
    `apiserver_request_total{code="200",${labels}} ${total}`,
  ];
}
