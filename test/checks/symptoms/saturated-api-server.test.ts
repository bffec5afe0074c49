import { expect, test } from 'vitest';
import { saturatedApiServer } from '../../../src/checks/symptoms/saturated-api-server.ts';
import type { ApiMetrics } from '../../../src/evidence/api-metrics.ts';
import type { MetricSeries, PlatformMetricName } from '../../../src/evidence/platform-metrics.ts';
import type { Gathered } from '../../../src/model.ts';
import { lowerLoad } from '../../../src/remediation/load.ts';
import { platformMetrics, series } from '../../support/azure-evidence.ts';
import { ago, apiMetrics, briefly, count, forbidden, gathered, verdictOn } from '../../support/evidence.ts';

const cpu = 'apiserver_cpu_usage_percentage';
const memory = 'apiserver_memory_usage_percentage';
const inFlight = 'apiserver_current_inflight_requests';

/** By averages; the builder goes by maxima, of which averages are nine tenths. */
function averages(
  metric: PlatformMetricName,
  levels: readonly (number | null)[],
  dimension: string | null = null,
): MetricSeries {
  const made = series(metric, levels, dimension);
  return { ...made, points: made.points.map((point) => ({ ...point, average: point.maximum })) };
}

function on(given: readonly MetricSeries[], metrics: Gathered<ApiMetrics> = forbidden) {
  return verdictOn(saturatedApiServer, {
    platformMetrics: platformMetrics(...given),
    apiMetrics: metrics,
  });
}

test('room everywhere passes without access to the cluster', () => {
  expect(on([])).toEqual({ outcome: 'pass', inspected: 3 });
});

test('CPU over 80 % for 20 minutes is high', () => {
  expect(on([series(cpu, [40, 92, 95, 100, 91])])).toEqual({
    outcome: 'fail',
    inspected: 3,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'APIServer', name: 'cpu' },
        summary: 'The CPU of the API server is over 80 % for 20 min, up to 90 %; expected is at most 80 %.',
        observed: { text: 'over 80 % for 20 min, up to 90 %', value: 0.9, unit: 'ratio' },
        threshold: {
          value: 0.8,
          unit: 'ratio',
          source:
            'https://learn.microsoft.com/en-us/azure/azure-monitor/reference/supported-metrics/microsoft-containerservice-managedclusters-metrics',
        },
        since: ago(1_200),
        excerpts: [
          { label: cpu, value: '80 % to 90 %, average of 5 min' },
          { label: 'From, to', value: `${ago(1_200)}, ${ago(0)}` },
          { label: 'Highest minute of the window', value: '100 %' },
        ],
        remediation: lowerLoad('cpu'),
      },
    ],
  });
});

test.each([
  [[30, 80, 80, 80], 'pass'],
  [[30, 80.1, 80.1, 80.1], ['high memory']],
  [[30, 99, 99, 30], 'pass'],
  [[30, 95, 95, 95], ['high memory']],
  [[30, 95.1, 95.1, 95.1], ['critical memory']],
])('memory at %j', (levels, expected) => {
  expect(briefly(on([averages(memory, levels)]))).toEqual(expected);
});

test('peaks are no load: the average counts', () => {
  expect(on([series(cpu, [88])])).toEqual({ outcome: 'pass', inspected: 3 });
});

test('CPU and memory are findings of their own', () => {
  expect(briefly(on([averages(cpu, [85]), averages(memory, [97])]))).toEqual(['high cpu', 'critical memory']);
});

test.each([
  ['three gaps in a row', [30, null, null, null], 'unknown'],
  ['two gaps in a row', [30, null, null, 30], 'pass'],
  ['a gap between high values', [30, 85, null, 85, 30], 'unknown'],
  ['a gap beside one high value', [30, 85, null, 30], 'pass'],
  ['no value at all', [null], 'unknown'],
])('%s', (_, levels, expected) => {
  expect(briefly(on([averages(memory, levels)]))).toEqual(expected);
});

test('a metric that is missing is named', () => {
  expect(on([averages(memory, [null]), averages(cpu, [97])])).toMatchObject({
    outcome: 'fail',
    unseen: {
      reason: 'notCollected',
      detail: 'Azure Monitor has too few values of apiserver_memory_usage_percentage to tell.',
    },
  });
});

test('a window shorter than the time is unknown', () => {
  const all = platformMetrics();
  const short = { ...all, from: ago(120), series: all.series.map(newest) };

  expect(verdictOn(saturatedApiServer, { platformMetrics: short, apiMetrics: forbidden })).toMatchObject({
    outcome: 'unknown',
    detail: 'The window covers only 2 min, and nothing under 15 min is judged.',
  });
});

test('reads in flight at the default limit are high and inferred', () => {
  const verdict = on([
    averages(inFlight, [120, 400, 410, 405], 'readOnly'),
    averages(inFlight, [199], 'mutating'),
  ]);

  expect(verdict).toEqual({
    outcome: 'fail',
    inspected: 3,
    findings: [
      {
        severity: 'high',
        confidence: 'inferred',
        resource: { kind: 'APIServer', name: 'requests-in-flight', part: 'readOnly' },
        summary:
          'The API server had up to 410 reads in flight, at least 400 for 15 min; expected are fewer than the limit of 400.',
        observed: {
          text: '410 reads in flight, at least 400 for 15 min',
          value: 410,
          unit: 'requests',
        },
        threshold: {
          value: 400,
          unit: 'requests',
          source: 'https://learn.microsoft.com/en-us/azure/aks/best-practices-performance-scale-large',
        },
        since: ago(900),
        excerpts: [
          { label: 'apiserver_current_inflight_requests, readOnly', value: 'up to 410' },
          { label: 'From, to', value: `${ago(900)}, ${ago(0)}` },
        ],
        remediation: lowerLoad('requests'),
      },
    ],
  });
});

test.each([
  [
    'writes at their limit',
    [averages(inFlight, [10], 'readonly'), averages(inFlight, [200], 'Mutating')],
    ['high requests-in-flight mutating'],
  ],
  ['both below', [averages(inFlight, [399], 'readOnly'), averages(inFlight, [199], 'mutating')], 'pass'],
  ['one kind only, below', [averages(inFlight, [10], 'readOnly')], 'unknown'],
  ['one kind only, above', [averages(inFlight, [500], 'readOnly')], ['high requests-in-flight readOnly']],
  ['not split and so quiet that neither can be at its limit', [averages(inFlight, [99])], 'pass'],
  ['not split and busier', [averages(inFlight, [100])], 'unknown'],
  ['not measured', [averages(inFlight, [null])], 'unknown'],
])('requests in flight: %s', (_, given, expected) => {
  expect(briefly(on(given))).toEqual(expected);
});

const busy = [averages(inFlight, [150])];
const seats = [
  { priorityLevel: 'workload-low', nominal: 245, upper: 600 },
  { priorityLevel: 'restricted', nominal: 12, upper: 12 },
];

function turnedAway(priorityLevel: string, inWindow: number | null) {
  return { priorityLevel, flowSchema: 'any', reason: 'queue-full', ...count(9_000, inWindow) };
}

test('when the metric cannot tell, requests turned away by levels that may borrow do', () => {
  const metrics = apiMetrics({
    seats,
    rejected: [turnedAway('workload-low', 30), turnedAway('restricted', 7)],
  });

  expect(on(busy, gathered(metrics))).toMatchObject({
    outcome: 'fail',
    findings: [
      {
        severity: 'high',
        confidence: 'inferred',
        resource: { kind: 'APIServer', name: 'requests-in-flight', part: 'seats' },
        summary:
          'The API server that answered has no seats left: 30 requests turned away in 30 s by priority levels that may borrow seats; expected are none.',
        excerpts: [{ label: 'Turned away by workload-low', value: '30 requests' }],
      },
    ],
  });
});

test.each([
  ['nothing turned away', { seats }, 'pass'],
  ['only by a level that may not borrow', { seats, rejected: [turnedAway('restricted', 7)] }, 'pass'],
  ['only before the window', { seats, rejected: [turnedAway('workload-low', 0)] }, 'pass'],
  ['no window', { seats, windowSeconds: null }, 'unknown'],
  [
    'seats that the server does not show',
    { seats: [], rejected: [turnedAway('workload-low', 30)] },
    'unknown',
  ],
])('when the metric cannot tell: %s', (_, given, expected) => {
  expect(briefly(on(busy, gathered(apiMetrics(given))))).toEqual(expected);
});

function newest(one: MetricSeries): MetricSeries {
  return { ...one, points: one.points.slice(-1) };
}
