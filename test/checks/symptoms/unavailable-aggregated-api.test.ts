import { expect, test } from 'vitest';
import { unavailableAggregatedApi } from '../../../src/checks/symptoms/unavailable-aggregated-api.ts';
import type { AggregatedApi } from '../../../src/evidence/aggregated-apis.ts';
import { repairAggregatedApi } from '../../../src/remediation/aggregated-api.ts';
import { briefly, findingsIn, verdictOn } from '../../support/evidence.ts';

function api(given: Partial<AggregatedApi> = {}): AggregatedApi {
  return {
    name: 'v1beta1.metrics.k8s.io',
    service: { namespace: 'kube-system', name: 'metrics-server' },
    available: true,
    reason: 'Passed',
    message: 'all checks passed',
    since: '2026-11-01T00:00:00Z',
    ...given,
  };
}

const down = api({
  name: 'v1beta1.external.metrics.k8s.io',
  service: { namespace: 'keda', name: 'keda-operator-metrics-apiserver' },
  available: false,
  reason: 'MissingEndpoints',
  message: 'endpoints for service/keda-operator-metrics-apiserver in "keda" have no addresses',
  since: '2026-11-22T06:00:00Z',
});

function on(...services: readonly AggregatedApi[]) {
  return verdictOn(unavailableAggregatedApi, { aggregatedApis: { services } });
}

test('one of several that is not available is a finding with its service and what the server says', () => {
  expect(on(api(), down)).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'APIService', name: 'v1beta1.external.metrics.k8s.io' },
        summary:
          'The API v1beta1.external.metrics.k8s.io, which the service keda/keda-operator-metrics-apiserver serves, is not available (MissingEndpoints); expected is that the API server reaches it.',
        observed: { text: 'not available (MissingEndpoints)' },
        culprit: { kind: 'object', name: 'service keda/keda-operator-metrics-apiserver' },
        since: '2026-11-22T06:00:00Z',
        excerpts: [
          { label: 'Service', value: 'keda/keda-operator-metrics-apiserver' },
          {
            label: 'Message',
            value: 'endpoints for service/keda-operator-metrics-apiserver in "keda" have no addresses',
          },
        ],
        remediation: repairAggregatedApi({
          name: 'v1beta1.external.metrics.k8s.io',
          service: { namespace: 'keda', name: 'keda-operator-metrics-apiserver' },
          reason: 'MissingEndpoints',
        }),
      },
    ],
  });
});

test('all that are available pass', () => {
  expect(on(api(), api({ name: 'v1.other.example' }))).toEqual({ outcome: 'pass', inspected: 2 });
});

test('one that the server has not judged is unknown and never available', () => {
  const open = api({ name: 'v1.new.example', available: null, reason: null, message: null, since: null });

  expect(on(api(), open)).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: 'The API server does not say whether v1.new.example can be reached.',
    remedy: 'Audit again in some minutes: an APIService that was just made has not been tried yet.',
  });
  expect(on(open, down)).toMatchObject({ outcome: 'fail', unseen: { reason: 'notCollected' } });
});

test('without a reason or a time the finding says neither', () => {
  expect(findingsIn(on(api({ available: false, reason: null, message: null, since: null })))).toMatchObject([
    {
      observed: { text: 'not available' },
      excerpts: [{ label: 'Service', value: 'kube-system/metrics-server' }],
    },
  ]);
});

test('two of one service are two findings', () => {
  expect(briefly(on(down, { ...down, name: 'v1.other.example' }))).toEqual([
    'medium v1beta1.external.metrics.k8s.io',
    'medium v1.other.example',
  ]);
});

test('a cluster without any has nothing to judge', () => {
  expect(on()).toEqual({
    outcome: 'notApplicable',
    why: 'No API of the cluster is served by a service in it.',
  });
});
