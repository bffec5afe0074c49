import { describe, expect, it } from 'vitest';
import { aggregatedApis } from '../../src/evidence/aggregated-apis.ts';
import { gatherFrom, listOf } from './gathering.ts';

function apiService(name: string, service: object | null, ...conditions: readonly object[]): object {
  return { metadata: { name }, spec: { service, group: 'g' }, status: { conditions } };
}

const metrics = { namespace: 'kube-system', name: 'metrics-server', port: 443 };

describe('aggregated APIs', () => {
  it('are those that a service serves, with what the server says about them', async () => {
    const { fake, value } = await gatherFrom(aggregatedApis, () => ({
      body: listOf([
        apiService('v1.apps', null, { type: 'Available', status: 'True', reason: 'Local' }),
        apiService('v1beta1.metrics.k8s.io', metrics, {
          type: 'Available',
          status: 'False',
          reason: 'FailedDiscoveryCheck',
          message: 'no route to host',
          lastTransitionTime: '2026-11-24T08:00:00Z',
        }),
        apiService('v1.one.example', metrics, { type: 'Available', status: 'True' }),
        apiService('v1.two.example', metrics, { type: 'Available', status: 'Unknown' }),
        { metadata: { name: 'v1.three.example' }, spec: { service: metrics } },
      ]),
    }));
    const service = { namespace: 'kube-system', name: 'metrics-server' };
    const unsaid = { service, reason: null, message: null, since: null };
    expect(await value).toEqual({
      services: [
        {
          name: 'v1beta1.metrics.k8s.io',
          service,
          available: false,
          reason: 'FailedDiscoveryCheck',
          message: 'no route to host',
          since: '2026-11-24T08:00:00Z',
        },
        { name: 'v1.one.example', available: true, ...unsaid },
        { name: 'v1.two.example', available: null, ...unsaid },
        { name: 'v1.three.example', available: null, ...unsaid },
      ],
    });
    expect(fake.asked).toEqual(['/apis/apiregistration.k8s.io/v1/apiservices?limit=500']);
  });

  it('are truncated when two pages do not hold them', async () => {
    const { fake, value } = await gatherFrom(aggregatedApis, () => ({
      body: listOf([apiService('v1.apps', null)], { continue: 'more' }),
    }));
    await expect(value).rejects.toMatchObject({ reason: 'truncated' });
    expect(fake.asked).toHaveLength(2);
  });
});
