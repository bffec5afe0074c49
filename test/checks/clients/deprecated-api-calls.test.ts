import { expect, test } from 'vitest';
import { deprecatedApiCalls } from '../../../src/checks/clients/deprecated-api-calls.ts';
import type { ApiMetrics, DeprecatedApi } from '../../../src/evidence/api-metrics.ts';
import { replaceVersion } from '../../../src/remediation/api-removals.ts';
import { auditLogging, callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import { ago, apiMetrics, briefly, forbidden, gathered, verdictOn } from '../../support/evidence.ts';

function called(given: Partial<DeprecatedApi> = {}): DeprecatedApi {
  return {
    group: 'flowcontrol.apiserver.k8s.io',
    version: 'v1beta3',
    resource: 'flowschemas',
    subresource: '',
    removedRelease: '1.32',
    ...given,
  };
}

const unnamed = { auditLogging: forbidden, latencyByCall: forbidden };

function on(deprecatedApis: readonly DeprecatedApi[], given: Partial<ApiMetrics> = {}) {
  const metrics = apiMetrics({ serverVersion: 'v1.31.8', deprecatedApis, ...given });
  return verdictOn(deprecatedApiCalls, { apiMetrics: metrics, ...unnamed });
}

test('a version that the next minor does not serve is a finding with who may call it', () => {
  const logging = auditLogging();
  const calls = [
    callLatency('old-tool', {
      verb: 'list',
      resource: 'flowschemas',
      apiGroup: 'flowcontrol.apiserver.k8s.io',
    }),
    callLatency('other', { verb: 'list', resource: 'pods', apiGroup: '' }),
  ];
  const verdict = verdictOn(deprecatedApiCalls, {
    apiMetrics: apiMetrics({ serverVersion: 'v1.31.8', deprecatedApis: [called()] }),
    auditLogging: gathered(logging),
    latencyByCall: gathered(latencyByCall(calls)),
  });

  expect(verdict).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'low',
        confidence: 'measured',
        resource: {
          kind: 'APIResource',
          name: 'flowschemas.flowcontrol.apiserver.k8s.io',
          part: 'v1beta3',
        },
        summary:
          'The kind flowschemas.flowcontrol.apiserver.k8s.io is called in v1beta3, which Kubernetes 1.32 does not serve; expected are only versions that are served for more than 2 minors after 1.31.',
        observed: {
          text: 'called in v1beta3, which Kubernetes 1.32 does not serve',
          value: 1,
          unit: 'minors',
        },
        threshold: {
          value: 2,
          unit: 'minors',
          source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
        },
        excerpts: [
          { label: 'Server', value: '1.31' },
          {
            label: 'Called',
            value: 'flowcontrol.apiserver.k8s.io/v1beta3, at least once since the API server started',
          },
          {
            label: 'Clients that call the kind, in whatever version',
            value: expect.stringMatching(/^old-tool \(/) as string,
          },
        ],
        remediation: replaceVersion(
          {
            group: 'flowcontrol.apiserver.k8s.io',
            version: 'v1beta3',
            resource: 'flowschemas',
            removedIn: 32,
          },
          logging.source,
        ),
      },
    ],
  });
});

test.each([
  ['v1.29.15', 'pass'],
  ['v1.30.14', ['low flowschemas.flowcontrol.apiserver.k8s.io v1beta3']],
  ['v1.31.8', ['low flowschemas.flowcontrol.apiserver.k8s.io v1beta3']],
  ['v1.32.1', ['low flowschemas.flowcontrol.apiserver.k8s.io v1beta3']],
])('a version that goes with 1.32, on %s', (serverVersion, expected) => {
  expect(briefly(on([called()], { serverVersion }))).toEqual(expected);
});

test('of several only those that go soon are found, each version of a kind once', () => {
  const verdict = on([
    called(),
    called({ subresource: 'status' }),
    called({ resource: 'prioritylevelconfigurations' }),
    called({ resource: 'things', removedRelease: '1.36' }),
    called({ group: '', version: 'v1', resource: 'componentstatuses', removedRelease: '' }),
  ]);

  expect(briefly(verdict)).toEqual([
    'low flowschemas.flowcontrol.apiserver.k8s.io v1beta3',
    'low prioritylevelconfigurations.flowcontrol.apiserver.k8s.io v1beta3',
  ]);
});

test('what is deprecated without an end passes', () => {
  expect(on([called({ removedRelease: '' })])).toEqual({ outcome: 'pass', inspected: 0 });
});

test('without the version of the server nobody knows how soon it is', () => {
  expect(on([called()], { serverVersion: null })).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'Deprecated versions of flowschemas.flowcontrol.apiserver.k8s.io are called, but how soon they go is not known: the API server does not give its version on /metrics.',
    remedy: 'See the version by kubectl version, and compare it with the deprecated API migration guide.',
  });
  expect(on([called()], { serverVersion: 'unknown' })).toMatchObject({
    outcome: 'unknown',
    reason: 'invalid',
  });
  expect(on([], { serverVersion: null })).toMatchObject({ outcome: 'pass' });
});

test('an API server that has just started has marked little', () => {
  expect(on([], { processStartedAt: ago(3_599) })).toMatchObject({
    outcome: 'unknown',
    reason: 'notCollected',
  });
  expect(on([], { processStartedAt: ago(3_600) })).toMatchObject({ outcome: 'pass' });
  expect(on([], { processStartedAt: null })).toMatchObject({ outcome: 'unknown' });
  expect(on([called()], { processStartedAt: ago(60) })).toMatchObject({
    outcome: 'fail',
    unseen: { reason: 'notCollected' },
  });
});
