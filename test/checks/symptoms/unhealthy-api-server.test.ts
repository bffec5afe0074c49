import { expect, test } from 'vitest';
import { unhealthyApiServer } from '../../../src/checks/symptoms/unhealthy-api-server.ts';
import type { ApiHealth } from '../../../src/evidence/api-health.ts';
import type { ApiMetrics } from '../../../src/evidence/api-metrics.ts';
import type { Gathered } from '../../../src/model.ts';
import { failingHealthLine, serverErrors } from '../../../src/remediation/health.ts';
import {
  apiHealth,
  apiMetrics,
  briefly,
  count,
  findingsIn,
  forbidden,
  gathered,
  healthEndpoint,
  verdictOn,
} from '../../support/evidence.ts';

function on(health: ApiHealth, metrics: Gathered<ApiMetrics> = gathered(apiMetrics())) {
  return verdictOn(unhealthyApiServer, { apiHealth: health, apiMetrics: metrics });
}

function requests(all: [number, number | null], errors: [number, number | null]) {
  return gathered(apiMetrics({ requests: { all: count(...all), serverErrors: count(...errors) } }));
}

test('health checks that pass and requests without errors pass', () => {
  expect(on(apiHealth())).toEqual({ outcome: 'pass', inspected: 4 });
});

test('a failing etcd line is critical', () => {
  expect(on(apiHealth({ readyz: healthEndpoint('etcd-readiness') }))).toEqual({
    outcome: 'fail',
    inspected: 5,
    findings: [
      {
        severity: 'critical',
        confidence: 'measured',
        resource: { kind: 'HealthCheck', name: 'etcd-readiness' },
        summary:
          'The API server is not well: the check etcd-readiness of /readyz fails; expected is that it passes.',
        observed: { text: 'the check etcd-readiness of /readyz fails' },
        excerpts: [{ label: '/readyz', value: 'status 500' }],
        remediation: failingHealthLine('readyz', 'etcd-readiness'),
      },
    ],
  });
});

test.each([
  ['livez', 'etcd', ['critical etcd']],
  ['livez', 'ping', ['high ping']],
  ['readyz', 'log', ['high log']],
  ['readyz', 'informer-sync', ['medium informer-sync']],
  ['readyz', 'poststarthook/rbac/bootstrap-roles', ['medium poststarthook/rbac/bootstrap-roles']],
  ['readyz', 'shutdown', ['medium shutdown']],
  ['livez', 'poststarthook/crd-informer-synced', ['high poststarthook/crd-informer-synced']],
  ['readyz', 'etcd-override-readiness-1', ['critical etcd-override-readiness-1']],
])('on %s the line %s fails', (endpoint, line, expected) => {
  expect(briefly(on(apiHealth({ [endpoint]: healthEndpoint(line) })))).toEqual(expected);
});

test('a line that fails on both endpoints is one finding, of the graver endpoint', () => {
  const failing = healthEndpoint('poststarthook/a');

  expect(briefly(on(apiHealth({ livez: failing, readyz: failing })))).toEqual(['high poststarthook/a']);
});

test('an endpoint that fails without a failing line is a finding of its own', () => {
  const readyz = { healthy: false, status: 503, lines: [] };

  expect(findingsIn(on(apiHealth({ readyz })))).toEqual([
    {
      severity: 'high',
      confidence: 'measured',
      resource: { kind: 'HealthCheck', name: 'readyz' },
      summary: 'The API server is not well: /readyz answers 503; expected is that it passes.',
      observed: { text: '/readyz answers 503' },
      excerpts: [{ label: '/readyz', value: 'status 503' }],
    },
  ]);
});

test('more than 1 % errors in the window is high', () => {
  expect(on(apiHealth(), requests([100_000, 1_000], [50, 40]))).toEqual({
    outcome: 'fail',
    inspected: 4,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'APIServer', name: 'requests' },
        summary: '4 % of 1,000 requests in 30 s ended in an error of the server; expected is at most 1 %.',
        observed: {
          text: '4 % of 1,000 requests in 30 s ended in an error of the server',
          value: 0.04,
          unit: 'ratio',
        },
        threshold: {
          value: 0.01,
          unit: 'ratio',
          source:
            'https://github.com/kubernetes-monitoring/kubernetes-mixin/blob/master/alerts/kube_apiserver.libsonnet',
        },
        excerpts: [
          { label: 'Errors', value: '40 requests' },
          { label: 'All', value: '1,000 requests' },
        ],
        remediation: serverErrors(),
      },
    ],
  });
});

test('errors since the start that the window does not show are milder and inferred', () => {
  expect(findingsIn(on(apiHealth(), requests([100_000, 1_000], [5_000, 0])))).toMatchObject([
    {
      severity: 'medium',
      confidence: 'inferred',
      observed: {
        text: '5 % of 100,000 requests since the API server started at 2026-11-20T08:00:00.000Z ended in an error of the server',
      },
    },
  ]);
});

test.each([
  ['exactly 1 %', requests([100_000, 1_000], [10, 10]), 'pass'],
  ['many errors in a window of few requests', requests([100_000, 99], [50, 50]), 'pass'],
  ['no window and few errors', requests([100_000, null], [100, null]), 'pass'],
  ['no window and many errors', requests([100_000, null], [5_000, null]), ['medium requests']],
  ['a young server without errors', requests([20, 20], [0, 0]), 'pass'],
])('%s', (_, metrics, expected) => {
  expect(briefly(on(apiHealth(), metrics))).toEqual(expected);
});

test('a young server with some errors is not judged yet', () => {
  expect(on(apiHealth(), requests([20, 20], [1, 1]))).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'The share of requests that end in an error is not known. 1 error in 20 requests since the API server started are too few to judge.',
    remedy: 'Audit again in some minutes.',
  });
});

test('good health is no all-clear when the requests could not be seen', () => {
  expect(on(apiHealth(), forbidden)).toEqual({
    outcome: 'unknown',
    reason: 'forbidden',
    detail: 'The share of requests that end in an error is not known. Reading is forbidden.',
    remedy: 'Grant it.',
  });
  expect(on(apiHealth(), gathered(apiMetrics({ requests: null })))).toMatchObject({
    outcome: 'unknown',
    reason: 'notCollected',
  });
});

test('bad health is found without the requests, and says so', () => {
  expect(on(apiHealth({ livez: healthEndpoint('etcd') }), forbidden)).toMatchObject({
    outcome: 'fail',
    findings: [{ severity: 'critical' }],
    unseen: { reason: 'forbidden' },
  });
});
