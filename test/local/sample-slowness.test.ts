/** What stories say of time, and of APIs that are deprecated or not available, under the names and labels of each version. */
import { expect, test } from 'vitest';
import { metricsText } from '../../local/sample/metrics/index.ts';
import { apiServices } from '../../local/sample/objects/api-services.ts';
import { defineStory } from '../../local/sample/story.ts';
import type { Story } from '../../local/sample/story.ts';
import { daysBefore } from '../../local/sample/time.ts';
import { begun, now } from '../support/sample-cluster.ts';

const moment = { now, begun };

function linesOf(story: Partial<Story>, ...parts: readonly string[]): readonly string[] {
  return metricsText(defineStory({ name: 'a', ...story }), moment)
    .split('\n')
    .filter((line) => parts.every((part) => line.includes(part)));
}

function shareUpTo(bound: string, lines: readonly string[]): number {
  const valueOf = (le: string): number =>
    lines
      .filter((line) => line.includes(`le="${le}"`))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  return valueOf(bound) / valueOf('+Inf');
}

test('etcd is slow for the operations that the story names, and for no others', () => {
  const story = { times: { etcd: { update: 0.3 } } };
  const update = linesOf(story, 'etcd_request_duration_seconds_bucket', 'operation="update"');
  const get = linesOf(story, 'etcd_request_duration_seconds_bucket', 'operation="get"');

  expect(shareUpTo('0.2', update)).toBeLessThan(0.6);
  expect(shareUpTo('0.2', get)).toBeGreaterThan(0.99);
});

const hook = {
  kind: 'MutatingWebhookConfiguration' as const,
  name: 'a',
  ageDays: 9,
  webhooks: [
    {
      name: 'a.example',
      backend: { url: 'https://a.example' },
      rules: [{ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] }],
      failurePolicy: 'Fail' as const,
      timeoutSeconds: 5,
    },
  ],
};

test.each([
  [26, ['0.005', '0.025', '0.1', '0.5', '1', '2.5', '+Inf']],
  [27, ['0.005', '0.025', '0.1', '0.5', '1', '2.5', '10', '25', '+Inf']],
])('on 1.%d the histogram of webhooks has the buckets of that version', (minor, bounds) => {
  const lines = linesOf(
    { version: { minor, patch: 1 }, webhookConfigurations: [hook] },
    'apiserver_admission_webhook_admission_duration_seconds_bucket',
  );

  expect(lines.map((line) => /le="([^"]+)"/.exec(line)?.[1])).toEqual(bounds);
});

test('a webhook and a priority level are as slow as the story says', () => {
  const webhook = linesOf(
    { webhookConfigurations: [hook], times: { webhooks: { 'a.example': 2 } } },
    'webhook_admission_duration_seconds_bucket',
  );
  const level = linesOf(
    { times: { queues: { 'workload-low': 2 } } },
    'wait_duration_seconds_bucket',
    'workload-low',
  );

  expect(shareUpTo('1', webhook)).toBeLessThan(0.5);
  expect(shareUpTo('1', level)).toBeLessThan(0.5);
});

test('deprecated versions are named with the minor that removes them, and without one where there is none', () => {
  const v1beta3 = {
    group: 'flowcontrol.apiserver.k8s.io',
    version: 'v1beta3',
    resource: 'flowschemas',
    removedRelease: '1.32',
  };

  expect(
    linesOf({ version: { minor: 31, patch: 1 }, deprecatedCalls: [v1beta3] }, 'deprecated_apis{'),
  ).toEqual([
    'apiserver_requested_deprecated_apis{group="",removed_release="",resource="componentstatuses",subresource="",version="v1"} 1',
    'apiserver_requested_deprecated_apis{group="flowcontrol.apiserver.k8s.io",removed_release="1.32",resource="flowschemas",subresource="",version="v1beta3"} 1',
  ]);
});

test('an aggregated API is available until the day on which it is not', () => {
  const story = defineStory({
    name: 'a',
    aggregatedApis: [
      {
        group: 'external.metrics.k8s.io',
        version: 'v1beta1',
        namespace: 'keda',
        service: 'metrics',
        ageDays: 30,
        down: { daysAgo: 2, reason: 'MissingEndpoints', message: 'no addresses' },
      },
    ],
  });
  const conditionAt = (days: number) =>
    JSON.stringify(
      apiServices(story, { now: daysBefore(begun, days), begun }).find(
        ({ metadata }) => metadata.name === 'v1beta1.external.metrics.k8s.io',
      )?.['status'],
    );

  expect(conditionAt(31)).toBeUndefined();
  expect(conditionAt(3)).toContain('"status":"True"');
  expect(conditionAt(1)).toContain('"status":"False"');
  expect(conditionAt(1)).toContain('"lastTransitionTime":"2026-11-22T03:00:00Z"');
  expect(linesOf(story, 'aggregator_unavailable_apiservice{name="v1beta1.external')).toEqual([
    'aggregator_unavailable_apiservice{name="v1beta1.external.metrics.k8s.io"} 1',
  ]);
});
