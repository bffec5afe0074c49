import { describe, expect, it } from 'vitest';
import { nodeHeartbeats } from '../../src/evidence/node-heartbeats.ts';
import { nodePoolOf } from '../../src/evidence/node-pool.ts';
import { gatherFrom, listOf } from './gathering.ts';

function lease(name: string, spec?: object): object {
  return { metadata: { name, namespace: 'kube-node-lease' }, spec };
}

describe('the heartbeats of nodes', () => {
  it('are the last renewal of each lease, with the pool of the node', async () => {
    const { fake, value } = await gatherFrom(nodeHeartbeats, () => ({
      body: listOf([
        lease('aks-system-12345678-vmss000000', {
          holderIdentity: 'aks-system-12345678-vmss000000',
          renewTime: '2026-11-24T11:59:55.123456Z',
        }),
        lease('bare-metal-1', { renewTime: null }),
        lease('bare-metal-2'),
      ]),
    }));
    expect(await value).toEqual({
      nodes: [
        { node: 'aks-system-12345678-vmss000000', pool: 'system', renewedAt: '2026-11-24T11:59:55.123Z' },
        { node: 'bare-metal-1', pool: null, renewedAt: null },
        { node: 'bare-metal-2', pool: null, renewedAt: null },
      ],
      total: 3,
      truncated: false,
    });
    expect(fake.asked).toEqual(['/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases?limit=500']);
  });

  it('are read in at most four pages, and say that there are more', async () => {
    const { fake, value } = await gatherFrom(nodeHeartbeats, () => ({
      body: listOf([lease('a')], { continue: 'more', remainingItemCount: 3500 }),
    }));
    expect(await value).toMatchObject({ total: 3504, truncated: true });
    expect(fake.asked).toHaveLength(4);
  });

  it('with a time that cannot be read are invalid and not silent', async () => {
    const { value } = await gatherFrom(nodeHeartbeats, () => ({
      body: listOf([lease('a', { renewTime: 'soon' })]),
    }));
    await expect(value).rejects.toMatchObject({ reason: 'invalid' });
  });
});

describe('the pool of a node', () => {
  it.each([
    ['aks-nodepool1-12345678-vmss000000', 'nodepool1'],
    ['aks-gpu-87654321-vmss00001z', 'gpu'],
    ['aksnpwin000000', 'npwin'],
    ['akswin12300000a', 'win123'],
    ['aks-nodepool1-12345678-0', null],
    ['aks-Nodepool1-12345678-vmss000000', null],
    ['ip-10-0-0-1.ec2.internal', null],
    ['aks', null],
  ])('%s is in %s', (node, pool) => {
    expect(nodePoolOf(node)).toBe(pool);
  });
});
