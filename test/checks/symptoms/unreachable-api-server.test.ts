import { describe, expect, test } from 'vitest';
import { unreachableApiServer } from '../../../src/checks/symptoms/unreachable-api-server.ts';
import { type AccessLayer, type ApiAccess, accessLayers } from '../../../src/evidence/api-access.ts';
import type { ManagedCluster } from '../../../src/evidence/managed-cluster.ts';
import type { Missing } from '../../../src/model.ts';
import { reachApiServer } from '../../../src/remediation/api-access.ts';
import { managedCluster, reached } from '../../support/azure-evidence.ts';
import { briefly, forbidden, gathered, verdictOn } from '../../support/evidence.ts';

function on(apiAccess: ApiAccess, given: Partial<ManagedCluster> = {}) {
  return verdictOn(unreachableApiServer, { apiAccess, managedCluster: gathered(managedCluster(given)) });
}

const why: Missing = {
  ok: false,
  reason: 'unreachable',
  detail: 'The API server of shop does not accept a connection (ECONNREFUSED).',
  remedy: 'Check the network.',
};

function failed(layer: AccessLayer, given: Partial<Extract<ApiAccess, { state: 'failed' }>> = {}): ApiAccess {
  return { state: 'failed', layer, why, closedBy: null, ...given };
}

test('an API server that was reached passes', () => {
  expect(on(reached)).toEqual({ outcome: 'pass', inspected: 1 });
});

test('one that refuses connections is high', () => {
  expect(on(failed('TCP'))).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'APIServer', name: 'access' },
        summary:
          'The auditor does not get to the API server: it refuses connections or there is no route to it; expected is an answer.',
        observed: { text: 'it refuses connections or there is no route to it' },
        excerpts: [
          { label: 'Ends at', value: 'TCP' },
          { label: 'Error', value: why.detail },
          { label: 'Host', value: 'shop-1.hcp.westeurope.azmk8s.io' },
          { label: 'State in Azure', value: 'Running Succeeded' },
        ],
        remediation: reachApiServer('TCP', managedCluster()),
      },
    ],
  });
});

test.each(accessLayers.filter((layer) => layer !== 'throttled'))(
  'a way that ends at %s is one finding of the same name',
  (layer) => {
    expect(briefly(on(failed(layer, { why: { ...why, reason: 'forbidden' } })))).toEqual(['high access']);
  },
);

test.each([
  ['401', 'it does not know who the auditor is (401)', 'measured'],
  ['403', 'it knows the auditor and forbids its requests (403)', 'measured'],
  ['credential', 'Azure does not give it what it needs to sign in', 'inferred'],
  ['proxy', 'the proxy on the way does not let the request pass', 'inferred'],
] as const)('%s is told apart', (layer, text, confidence) => {
  expect(on(failed(layer, { why: forbidden }))).toMatchObject({
    findings: [{ observed: { text }, confidence }],
  });
});

describe('closed to strangers', () => {
  const closedBy = 'a private cluster';

  test.each(['DNS', 'TCP', 'timeout', 'proxy'] as const)('%s is unknown', (layer) => {
    expect(on(failed(layer, { closedBy }))).toMatchObject({ outcome: 'unknown', reason: 'unreachable' });
  });

  test('it says why and what helps', () => {
    expect(on(failed('timeout', { closedBy: 'authorized IP ranges' }))).toEqual({
      outcome: 'unknown',
      reason: 'unreachable',
      detail:
        'The way to the API server ends at a timeout. The cluster is closed to strangers (authorized IP ranges), so from here nobody can tell a closed door from a server that is down. The API server of shop does not accept a connection (ECONNREFUSED).',
      remedy:
        'Run the auditor in a virtual network that reaches the cluster, add its outbound address to the authorized IP ranges, or tag the cluster kubernetesAccess=none to audit it from Azure alone.',
    });
  });

  test.each(['TLS', '401', '403', '5xx', 'other', 'credential'] as const)('%s is past the door', (layer) => {
    expect(briefly(on(failed(layer, { closedBy, why: forbidden })))).toEqual(['high access']);
  });
});

test('a server that throttles the auditor is up', () => {
  const throttled: Missing = { ...why, reason: 'throttled', detail: 'Too many requests.', remedy: 'Wait.' };
  const unknown = { outcome: 'unknown', reason: 'throttled', detail: 'Too many requests.', remedy: 'Wait.' };

  expect(on(failed('throttled', { why: throttled }))).toEqual(unknown);
  expect(on(failed('credential', { why: throttled }))).toEqual(unknown);
});

test.each(['unreachable', 'timeout', 'overBudget'] as const)(
  'a credential that did not come because of %s says nothing about the cluster',
  (reason) => {
    expect(on(failed('credential', { why: { ...why, reason } }))).toMatchObject({
      outcome: 'unknown',
      reason,
    });
  },
);

test('nobody tried: unknown, with the reason for it', () => {
  const notPermitted: Missing = {
    ok: false,
    reason: 'notPermitted',
    detail: 'The cluster is tagged kubernetesAccess=none.',
    remedy: 'Remove the tag.',
  };

  expect(on({ state: 'notTried', why: notPermitted })).toEqual({
    outcome: 'unknown',
    reason: 'notPermitted',
    detail: notPermitted.detail,
    remedy: notPermitted.remedy,
  });
});

test.each([failed('TCP'), failed('DNS'), { state: 'notTried', why } as const])(
  'a stopped cluster has no API server',
  (access) => {
    expect(on(access, { powerState: 'Stopped' })).toEqual({
      outcome: 'notApplicable',
      why: 'The cluster is stopped: its API server does not run by design.',
    });
  },
);

test('one that answers is not stopped', () => {
  expect(on(reached, { powerState: 'Stopped' })).toMatchObject({ outcome: 'pass' });
});

test.each(['Creating', 'Starting', 'Stopping', 'Deleting'])(
  'an API server need not answer while the cluster is %s',
  (provisioningState) => {
    expect(on(failed('DNS'), { provisioningState })).toEqual({
      outcome: 'unknown',
      reason: 'unreachable',
      detail: `Azure says that the cluster is ${provisioningState}, so its API server need not answer. ${why.detail}`,
      remedy: 'Audit again when the cluster has settled.',
    });
  },
);

test('while it is upgraded it should', () => {
  expect(briefly(on(failed('TCP'), { provisioningState: 'Upgrading' }))).toEqual(['high access']);
});

test('a cluster that is not known from Azure is judged all the same', () => {
  const verdict = verdictOn(unreachableApiServer, {
    apiAccess: failed('403', { why: forbidden }),
    managedCluster: forbidden,
  });

  expect(verdict).toMatchObject({
    outcome: 'fail',
    findings: [
      {
        excerpts: [{ value: 'authorization (403)' }, { value: 'Reading is forbidden.' }],
        remediation: reachApiServer('403', null),
      },
    ],
  });
});
