import { describe, expect, it } from 'vitest';
import { type ApiMetrics, apiMetrics } from '../../src/evidence/api-metrics.ts';
import { metricNames } from '../../src/evidence/metrics/names.ts';
import { gatherFrom, now } from './gathering.ts';

const started = 'process_start_time_seconds 1.7640512e+09';
const size = 'apiserver_storage_size_bytes{storage_cluster_id="etcd-0"} 1.048576e+06';

/** Serves these scrapes one after another; after the last one the server is throttled. */
function gather(scrapes: readonly (readonly string[])[], metricsWindowSeconds = 0, paused: number[] = []) {
  const left = [...scrapes];
  let milliseconds = now.getTime();
  return gatherFrom(
    apiMetrics,
    () => {
      const lines = left.shift();
      return lines === undefined ? { status: 500 } : { body: `# HELP x y\n${lines.join('\n')}\n` };
    },
    {
      options: { metricsWindowSeconds },
      pause: async (seconds) => {
        paused.push(seconds);
        milliseconds += seconds * 1000;
      },
      now: () => new Date(milliseconds),
    },
  );
}

async function metrics(...lines: readonly string[]): Promise<ApiMetrics> {
  return (await gather([[started, size, ...lines]])).value;
}

describe('one scrape', () => {
  it('without anything we know says so, and does not say zero', async () => {
    const { value } = await gather([['up 1'], ['up 1']]);
    expect(await value).toEqual({
      serverVersion: null,
      processStartedAt: null,
      windowSeconds: null,
      etcd: null,
      objects: null,
      requests: null,
      terminated: { sinceStart: 0, inWindow: null },
      webhookFailures: [],
      failedOpen: [],
      rejected: [],
      seats: [],
      queueWaits: [],
      etcdOperations: [],
      webhookDurations: [],
      deprecatedApis: [],
    });
  });

  it('names the process and the version that answered', async () => {
    expect(await metrics('kubernetes_build_info{git_version="v1.33.2",major="1"} 1')).toMatchObject({
      serverVersion: 'v1.33.2',
      processStartedAt: '2025-11-25T06:13:20.000Z',
      windowSeconds: null,
    });
  });

  it('sums requests and those answered 5xx', async () => {
    const { requests } = await metrics(
      'apiserver_request_total{code="200",verb="GET"} 90',
      'apiserver_request_total{code="404",verb="GET"} 5',
      'apiserver_request_total{code="500",verb="GET"} 2',
      'apiserver_request_total{code="504",verb="LIST"} 3',
    );
    expect(requests).toEqual({
      all: { sinceStart: 100, inWindow: null },
      serverErrors: { sinceStart: 5, inWindow: null },
    });
  });

  it('counts what the server ended itself, but not what it turned away', async () => {
    const { terminated } = await metrics(
      'apiserver_request_terminations_total{code="504",component="apiserver",verb="LIST"} 4',
      'apiserver_request_terminations_total{code="503",component="aggregator",verb="GET"} 2',
      'apiserver_request_terminations_total{code="429",component="apiserver",verb="LIST"} 900',
    );
    expect(terminated).toEqual({ sinceStart: 6, inWindow: null });
  });

  it('counts calls that could not be made, not refusals, and adds up what differs in nothing we keep', async () => {
    const rejection = 'apiserver_admission_webhook_rejection_count';
    const { webhookFailures, failedOpen } = await metrics(
      `${rejection}{error_type="calling_webhook_error",name="a.example",operation="CREATE",rejection_code="0",type="admit"} 3`,
      `${rejection}{error_type="apiserver_internal_error",name="a.example",operation="CREATE",rejection_code="500",type="admit"} 2`,
      `${rejection}{error_type="no_error",name="a.example",operation="CREATE",rejection_code="403",type="admit"} 99`,
      `${rejection}{error_type="calling_webhook_error",name="b.example",operation="UPDATE",rejection_code="0",type="validating"} 1`,
      'apiserver_admission_webhook_fail_open_count{name="c.example",type="validating"} 7',
    );
    expect(webhookFailures).toEqual([
      { webhook: 'a.example', type: 'mutating', operation: 'CREATE', sinceStart: 5, inWindow: null },
      { webhook: 'b.example', type: 'validating', operation: 'UPDATE', sinceStart: 1, inWindow: null },
    ]);
    expect(failedOpen).toEqual([{ webhook: 'c.example', type: 'validating', sinceStart: 7, inWindow: null }]);
  });

  it('tells what priority and fairness rejected, and the seats of each level under their newest name', async () => {
    const prefix = 'apiserver_flowcontrol';
    const { rejected, seats } = await metrics(
      `${prefix}_rejected_requests_total{flow_schema="guard",priority_level="guard",reason="queue-full"} 4`,
      `${prefix}_request_concurrency_limit{priority_level="system"} 1`,
      `${prefix}_nominal_limit_seats{priority_level="system"} 88`,
      `${prefix}_nominal_limit_seats{priority_level="guard"} 5`,
      `${prefix}_upper_limit_seats{priority_level="guard"} 5`,
    );
    expect(rejected).toEqual([
      { priorityLevel: 'guard', flowSchema: 'guard', reason: 'queue-full', sinceStart: 4, inWindow: null },
    ]);
    expect(seats).toEqual([
      { priorityLevel: 'system', nominal: 88, upper: null },
      { priorityLevel: 'guard', nominal: 5, upper: 5 },
    ]);
  });

  it('of 1.25 has the seats under their old name', async () => {
    const { seats } = await metrics(
      'apiserver_flowcontrol_request_concurrency_limit{priority_level="system"} 88',
    );
    expect(seats).toEqual([{ priorityLevel: 'system', nominal: 88, upper: null }]);
  });

  it('with a line that cannot be read is invalid and not incomplete', async () => {
    const { value } = await gather([[started, 'apiserver_request_total{code="500" 7']]);
    await expect(value).rejects.toMatchObject({
      reason: 'invalid',
      detail: '1 lines of /metrics that the audit needs cannot be understood.',
    });
  });
});

describe('histograms', () => {
  const etcd = 'etcd_request_duration_seconds_bucket';

  it('of etcd are added up over kinds, and name those with most slow requests', async () => {
    const { etcdOperations } = await metrics(
      ...buckets(`${etcd}{operation="list",type="pods"`, { 0.1: 900, 0.2: 990, 0.4: 1_000, '+Inf': 1_000 }),
      ...buckets(`${etcd}{operation="list",type="secrets"`, { 0.1: 0, 0.2: 20, 0.4: 100, '+Inf': 100 }),
      ...buckets(`${etcd}{operation="get",type="pods"`, { 0.1: 50, 0.2: 50, 0.4: 50, '+Inf': 50 }),
    );
    expect(etcdOperations).toEqual([
      {
        operation: 'list',
        sinceStart: {
          calls: 1_100,
          p99: { seconds: expect.closeTo(0.3756, 3) as number, over: 0.2, upTo: 0.4 },
        },
        inWindow: null,
        slowKinds: [
          { kind: 'secrets', calls: 100, slow: 80 },
          { kind: 'pods', calls: 1_000, slow: 10 },
        ],
      },
      {
        operation: 'get',
        sinceStart: { calls: 50, p99: { seconds: expect.closeTo(0.099, 3) as number, over: 0, upTo: 0.1 } },
        inWindow: null,
        slowKinds: [],
      },
    ]);
  });

  it('of etcd on 1.34 and newer have the kind in two labels', async () => {
    const { etcdOperations } = await metrics(
      ...buckets(`${etcd}{group="apps",operation="update",resource="deployments"`, { 0.2: 1, '+Inf': 3 }),
      ...buckets(`${etcd}{group="",operation="update",resource="pods"`, { 0.2: 1, '+Inf': 2 }),
    );
    expect(etcdOperations).toMatchObject([
      {
        operation: 'update',
        sinceStart: { calls: 5, p99: { seconds: 0.2, over: 0.2, upTo: null } },
        slowKinds: [
          { kind: 'deployments.apps', calls: 3, slow: 2 },
          { kind: 'pods', calls: 2, slow: 1 },
        ],
      },
    ]);
  });

  it('of webhooks are told apart by name, type and operation, whether they refuse or not', async () => {
    const name = 'apiserver_admission_webhook_admission_duration_seconds_bucket';
    const { webhookDurations } = await metrics(
      ...buckets(`${name}{name="a",operation="CREATE",rejected="false",type="admit"`, {
        1: 90,
        2.5: 90,
        '+Inf': 95,
      }),
      ...buckets(`${name}{name="a",operation="CREATE",rejected="true",type="admit"`, {
        1: 5,
        2.5: 5,
        '+Inf': 5,
      }),
      ...buckets(`${name}{name="a",operation="CREATE",rejected="false",type="validating"`, {
        1: 7,
        2.5: 7,
        '+Inf': 7,
      }),
    );
    expect(webhookDurations).toMatchObject([
      {
        webhook: 'a',
        type: 'mutating',
        operation: 'CREATE',
        sinceStart: { calls: 100, p99: { seconds: 2.5, over: 2.5, upTo: null } },
        inWindow: null,
      },
      { webhook: 'a', type: 'validating', operation: 'CREATE', sinceStart: { calls: 7, p99: { upTo: 1 } } },
    ]);
  });

  it('of queues are by level, and those who never got a seat waited too', async () => {
    const name = 'apiserver_flowcontrol_request_wait_duration_seconds_bucket';
    const { queueWaits } = await metrics(
      ...buckets(`${name}{execute="true",flow_schema="a",priority_level="low"`, {
        0: 98,
        0.005: 98,
        1: 98,
        '+Inf': 98,
      }),
      ...buckets(`${name}{execute="false",flow_schema="b",priority_level="low"`, {
        0: 0,
        0.005: 0,
        1: 2,
        '+Inf': 2,
      }),
    );
    expect(queueWaits).toEqual([
      {
        priorityLevel: 'low',
        sinceStart: {
          calls: 100,
          p99: { seconds: expect.closeTo(0.5025, 3) as number, over: 0.005, upTo: 1 },
        },
        inWindow: null,
      },
    ]);
  });

  it('of two scrapes of one process give what grew between them, of two processes nothing', async () => {
    const list = (fast: number, all: number) =>
      buckets(`${etcd}{operation="list",type="pods"`, { 0.1: fast, 0.2: all, '+Inf': all });
    const first = [started, size, ...list(5_000, 5_000)];
    const second = [
      size,
      ...list(5_000, 5_100),
      ...buckets(`${etcd}{operation="get",type="pods"`, { 0.1: 9, '+Inf': 9 }),
    ];
    const paired = await (await gather([first, [started, ...second]], 30)).value;
    expect(paired.etcdOperations).toMatchObject([
      {
        operation: 'list',
        sinceStart: { calls: 5_100 },
        inWindow: { calls: 100, p99: { over: 0.1, upTo: 0.2 } },
      },
      { operation: 'get', sinceStart: { calls: 9 }, inWindow: { calls: 9 } },
    ]);
    const apart = await (
      await gather([first, ['process_start_time_seconds 1.7640513e+09', ...second]], 30)
    ).value;
    expect(apart.etcdOperations).toMatchObject([{ inWindow: null }, { inWindow: null }]);
  });
});

/** The lines of one series; `head` ends before the label `le`. */
function buckets(head: string, counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).map(([le, count]) => `${head},le="${le}"} ${count}`);
}

it('names the deprecated versions that were called, with the minor that removes them', async () => {
  const name = 'apiserver_requested_deprecated_apis';
  const { deprecatedApis } = await metrics(
    `${name}{group="flowcontrol.apiserver.k8s.io",removed_release="1.32",resource="flowschemas",subresource="status",version="v1beta3"} 1`,
    `${name}{group="",removed_release="",resource="componentstatuses",subresource="",version="v1"} 1`,
    `${name}{group="apps",removed_release="1.40",resource="deployments",subresource="",version="v1beta9"} 0`,
  );
  expect(deprecatedApis).toEqual([
    {
      group: 'flowcontrol.apiserver.k8s.io',
      version: 'v1beta3',
      resource: 'flowschemas',
      subresource: 'status',
      removedRelease: '1.32',
    },
    { group: '', version: 'v1', resource: 'componentstatuses', subresource: '', removedRelease: '' },
  ]);
});

describe('the size of the database', () => {
  it.each<[string, readonly string[], ApiMetrics['etcd']]>([
    [
      '1.30 and newer, with the main database first',
      [
        'apiserver_storage_size_bytes{storage_cluster_id="etcd-1"} 300',
        'apiserver_storage_size_bytes{storage_cluster_id="etcd-0"} 200',
        'apiserver_storage_size_bytes{storage_cluster_id="etcd-1"} 400',
      ],
      {
        metric: 'apiserver_storage_size_bytes',
        databases: [
          { name: 'etcd-0', bytes: 200 },
          { name: 'etcd-1', bytes: 400 },
        ],
      },
    ],
    [
      '1.28, which has two names',
      [
        'apiserver_storage_db_total_size_in_bytes{endpoint="https://a:2379"} 100',
        'apiserver_storage_size_bytes{cluster="etcd-0"} 200',
      ],
      { metric: 'apiserver_storage_size_bytes', databases: [{ name: 'etcd-0', bytes: 200 }] },
    ],
    [
      '1.26, whose largest replica counts and where -1 is unreadable',
      [
        'apiserver_storage_db_total_size_in_bytes{endpoint="https://a:2379"} 100',
        'apiserver_storage_db_total_size_in_bytes{endpoint="https://b:2379"} 120',
        'apiserver_storage_db_total_size_in_bytes{endpoint="https://c:2379"} -1',
      ],
      { metric: 'apiserver_storage_db_total_size_in_bytes', databases: [{ name: 'etcd-0', bytes: 120 }] },
    ],
    [
      '1.25 and older',
      ['etcd_db_total_size_in_bytes{endpoint="https://a:2379"} 237568'],
      { metric: 'etcd_db_total_size_in_bytes', databases: [{ name: 'etcd-0', bytes: 237568 }] },
    ],
    [
      'a newer name that could not be read beside an older that could',
      [
        'apiserver_storage_size_bytes{cluster="etcd-0"} -1',
        'apiserver_storage_db_total_size_in_bytes{endpoint="https://a:2379"} 100',
      ],
      { metric: 'apiserver_storage_db_total_size_in_bytes', databases: [{ name: 'etcd-0', bytes: 100 }] },
    ],
    ['nothing but -1', ['etcd_db_total_size_in_bytes{endpoint="https://a:2379"} -1'], null],
  ])('of %s', async (_, lines, expected) => {
    const { value } = await gather([lines, lines]);
    expect((await value).etcd).toEqual(expected);
  });

  it('is asked for once more when a scrape lacks it', async () => {
    const { fake, value } = await gather([[started], [started, size]]);
    expect((await value).etcd?.databases).toEqual([{ name: 'etcd-0', bytes: 1_048_576 }]);
    expect(fake.asked).toEqual(['/metrics', '/metrics']);
  });

  it('is that of the other scrape when only one has it', async () => {
    const { fake, value } = await gather([[started, size], [started]], 10);
    expect((await value).etcd?.databases).toEqual([{ name: 'etcd-0', bytes: 1_048_576 }]);
    expect(fake.asked).toHaveLength(2);
  });
});

describe('the number of objects', () => {
  it('of 1.34 and newer comes from group and resource, with estimated bytes', async () => {
    const { objects } = await metrics(
      'apiserver_storage_objects{resource="pods"} 1',
      'apiserver_resource_objects{group="",resource="pods"} 60',
      'apiserver_resource_objects{group="apps",resource="deployments"} 12',
      'apiserver_resource_objects{group="example.com",resource="things"} -1',
      'apiserver_resource_size_estimate_bytes{group="",resource="pods"} 600000',
      'apiserver_resource_size_estimate_bytes{group="example.com",resource="things"} -1',
    );
    expect(objects).toEqual({
      metric: 'apiserver_resource_objects',
      counts: { pods: 60, 'deployments.apps': 12 },
      unreadable: ['things.example.com'],
      estimatedBytes: { pods: 600_000 },
    });
  });

  it.each(['apiserver_storage_objects', 'etcd_object_counts'])(
    'of older servers comes from %s',
    async (metric) => {
      const { objects } = await metrics(
        `${metric}{resource="pods"} 60`,
        `${metric}{resource="policyreports.wgpolicyk8s.io"} 1.2e+06`,
        `${metric}{resource="secrets"} -1`,
      );
      expect(objects).toEqual({
        metric,
        counts: { pods: 60, 'policyreports.wgpolicyk8s.io': 1_200_000 },
        unreadable: ['secrets'],
        estimatedBytes: {},
      });
    },
  );
});

describe('two scrapes', () => {
  const requests = (count: number): string => `apiserver_request_total{code="200"} ${count}`;
  const failures = (count: number): string =>
    `apiserver_admission_webhook_rejection_count{error_type="calling_webhook_error",name="a",operation="CREATE",rejection_code="0",type="validating"} ${count}`;

  it('of one process give what grew in the window between them', async () => {
    const paused: number[] = [];
    const { value } = await gather(
      [
        [started, size, requests(100)],
        [started, size, requests(130), 'apiserver_request_total{code="500"} 3', failures(2)],
      ],
      10,
      paused,
    );
    expect(await value).toMatchObject({
      windowSeconds: 10,
      requests: { all: { sinceStart: 133, inWindow: 33 }, serverErrors: { sinceStart: 3, inWindow: 3 } },
      webhookFailures: [{ webhook: 'a', sinceStart: 2, inWindow: 2 }],
    });
    expect(paused).toEqual([10]);
  });

  it.each<[string, readonly string[]]>([
    ['another process', ['process_start_time_seconds 1.7640513e+09']],
    ['an unknown process', []],
  ])('of %s are no window: their counters have nothing to do with each other', async (_, second) => {
    const { value } = await gather(
      [
        [started, size, requests(100)],
        [...second, size, requests(130)],
      ],
      10,
    );
    expect(await value).toMatchObject({
      windowSeconds: null,
      requests: { all: { sinceStart: 130, inWindow: null } },
    });
  });

  it('of which the second fails are one scrape', async () => {
    const { value } = await gather([[started, size, requests(100)]], 10);
    expect(await value).toMatchObject({
      processStartedAt: '2025-11-25T06:13:20.000Z',
      windowSeconds: null,
      requests: { all: { sinceStart: 100, inWindow: null } },
    });
  });

  it('of which the first fails are a failure', async () => {
    const { value } = await gather([], 10);
    await expect(value).rejects.toMatchObject({ reason: 'unreachable' });
  });
});

it('every name is asked for under one heading only', () => {
  const names = Object.values(metricNames).flat();
  expect(new Set(names).size).toBe(names.length);
});
