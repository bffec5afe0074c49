import { expect, test } from 'vitest';
import { metricsText } from '../../local/sample/metrics/index.ts';
import { familiesText, numberText } from '../../local/sample/metrics/text.ts';
import { defineStory } from '../../local/sample/story.ts';
import { daysBefore } from '../../local/sample/time.ts';
import type { Story } from '../../local/sample/story.ts';
import { begun, now } from '../support/sample-cluster.ts';

test.each([
  [0, '0'],
  [1, '1'],
  [0.005, '0.005'],
  [1.25, '1.25'],
  [123_456, '123456'],
  [1e6, '1e+06'],
  [2_592_000, '2.592e+06'],
  [213_379_352, '2.13379352e+08'],
  [1e-4, '0.0001'],
  [1e-8, '1e-08'],
  [0.000_057_683_999, '5.7683999e-05'],
  [-1, '-1'],
  [Infinity, '+Inf'],
  [NaN, 'NaN'],
])('%d is printed as Go prints it: %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

test('a family is printed with help, type, sorted and escaped labels', () => {
  expect(
    familiesText([
      {
        name: 'z_total',
        help: 'Zeds',
        stability: 'ALPHA',
        type: 'counter',
        samples: [{ labels: { b: 'two', a: 'a "quoted" \\ back\nslash' }, value: 2 }],
      },
      {
        name: 'a_seconds',
        help: 'Waits',
        stability: null,
        type: 'histogram',
        samples: [{ labels: {}, buckets: [[0.5, 1]], sum: 3.5, count: 2 }],
      },
      { name: 'never_seen', help: 'Nothing', stability: 'BETA', type: 'gauge', samples: [] },
    ]),
  ).toBe(
    [
      '# HELP a_seconds Waits',
      '# TYPE a_seconds histogram',
      'a_seconds_bucket{le="0.5"} 1',
      'a_seconds_bucket{le="+Inf"} 2',
      'a_seconds_sum 3.5',
      'a_seconds_count 2',
      '# HELP z_total [ALPHA] Zeds',
      '# TYPE z_total counter',
      String.raw`z_total{a="a \"quoted\" \\ back\nslash",b="two"} 2`,
      '',
    ].join('\n'),
  );
});

test.each([
  {
    minor: 25,
    present: [
      'etcd_db_total_size_in_bytes{endpoint=',
      'apiserver_storage_objects{',
      'apiserver_request_slo_',
    ],
    absent: ['apiserver_storage_size_bytes', 'nominal_limit_seats', 'etcd_requests_total'],
  },
  {
    minor: 27,
    present: ['apiserver_storage_db_total_size_in_bytes{endpoint=', 'nominal_limit_seats{'],
    absent: ['apiserver_storage_size_bytes', 'etcd_db_total_size_in_bytes'],
  },
  {
    minor: 28,
    present: ['apiserver_storage_db_total_size_in_bytes{', 'apiserver_storage_size_bytes{cluster="etcd-0"}'],
    absent: ['storage_cluster_id'],
  },
  {
    minor: 29,
    present: ['apiserver_storage_size_bytes{cluster="etcd-0"}', 'request_concurrency_limit{'],
    absent: ['apiserver_storage_db_total_size_in_bytes'],
  },
  {
    minor: 31,
    present: ['apiserver_storage_size_bytes{storage_cluster_id="etcd-0"}', 'operation="get",type="pods"'],
    absent: ['request_concurrency_limit', 'apiserver_resource_objects'],
  },
  {
    minor: 34,
    present: [
      'apiserver_resource_objects{group="apps",resource="deployments"}',
      'apiserver_resource_size_estimate_bytes{',
      'apiserver_storage_objects{resource="deployments.apps"}',
      'group="",operation="get",resource="pods"',
    ],
    absent: ['type="pods"'],
  },
  { minor: 37, present: ['apiserver_resource_objects{'], absent: ['apiserver_storage_objects'] },
])('1.$minor has its own names and labels', ({ minor, present, absent }) => {
  const text = metricsText(defineStory({ name: 'a', version: { minor, patch: 1 } }), { now, begun });
  expect(present.filter((part) => !text.includes(part))).toEqual([]);
  expect(absent.filter((part) => text.includes(part))).toEqual([]);
  expect(text).toContain(`git_version="v1.${minor}.1"`);
});

test('counters only grow, gauges follow the story, the process stays the same one', () => {
  const story = defineStory({
    name: 'a',
    objects: { 'jobs.batch': { at: 48_000, perDay: 2_400, limit: 50_000 } },
    failedCalls: [{ webhook: 'a.example.com', type: 'mutating', operation: 'CREATE', perSecond: 0.5 }],
  });
  const early = samplesOf(story, now);
  const late = samplesOf(story, new Date(now.getTime() + 600_000));
  const falling = [...late].filter(
    ([series, value]) => /_(total|count|bucket|sum)\b/.test(series) && value < (early.get(series) ?? 0),
  );
  expect(falling).toEqual([]);
  const failures =
    'apiserver_admission_webhook_rejection_count{error_type="calling_webhook_error",name="a.example.com",operation="CREATE",rejection_code="0",type="admit"}';
  expect((late.get(failures) ?? 0) - (early.get(failures) ?? 0)).toBe(300);
  expect(early.get('apiserver_storage_objects{resource="jobs.batch"}')).toBe(48_100);
  expect(late.get('process_start_time_seconds')).toBe(early.get('process_start_time_seconds'));
  expect(early.size).toBeGreaterThan(5_000);
});

test('growth ends at its limit', () => {
  const story = defineStory({ name: 'a', objects: { pods: { at: 10, perDay: 100, limit: 12 } } });
  const later = new Date(now.getTime() + 30 * 86_400_000);
  expect(samplesOf(story, later).get('apiserver_storage_objects{resource="pods"}')).toBe(12);
});

test('before the story its process was another one, a week old at most, and counted too', () => {
  const story = defineStory({ name: 'a', uptimeHours: 24 });
  const startOf = (days: number): Date => {
    const seconds = samplesOf(story, daysBefore(begun, days)).get('process_start_time_seconds') ?? 0;
    return new Date(seconds * 1000);
  };
  expect([-3, 0.5, 1.5, 8.5].map(startOf)).toEqual([1, 1, 8, 15].map((days) => daysBefore(begun, days)));
  const counted = samplesOf(story, daysBefore(begun, 20)).get('apiserver_audit_event_total');
  expect(counted).toBeGreaterThan(0);
});

test('failures of a webhook are counted from the day on which they began', () => {
  const story = defineStory({
    name: 'a',
    uptimeHours: 100,
    failedCalls: [
      { webhook: 'a.example.com', type: 'validating', operation: 'CREATE', perSecond: 1, ageDays: 2 },
    ],
  });
  const failuresAt = (days: number) =>
    [...samplesOf(story, daysBefore(begun, days))]
      .filter(([series]) => /rejection_count|code="500"/.test(series))
      .map(([, value]) => value);
  expect([failuresAt(3), failuresAt(1)]).toEqual([[0], [86_400, 86_400]]);
});

function samplesOf(story: Story, at: Date): ReadonlyMap<string, number> {
  const lines = metricsText(story, { now: at, begun })
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}
