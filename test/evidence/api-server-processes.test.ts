import { expect, test } from 'vitest';
import { apiServerProcesses } from '../../src/evidence/api-server-processes.ts';
import { gatherFrom, listOf } from './gathering.ts';

function lease(name: string, holderIdentity: string | null, renewTime: string | null): object {
  return {
    metadata: {
      name,
      namespace: 'kube-system',
      labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver' },
    },
    spec: { holderIdentity, leaseDurationSeconds: 3600, renewTime },
  };
}

function gather(...items: readonly object[]) {
  return gatherFrom(apiServerProcesses, () => ({ body: listOf(items) }));
}

test('the processes are those that renew their lease, asked for by their label, in one page', async () => {
  const { fake, value } = await gather(
    lease('apiserver-a', 'apiserver-a_1', '2026-11-24T11:59:55.123456Z'),
    lease('apiserver-b', 'apiserver-b_7', '2026-11-24T11:58:00.000000Z'),
  );

  expect(await value).toEqual({
    processes: [
      { lease: 'apiserver-a', holder: 'apiserver-a_1', renewedAt: '2026-11-24T11:59:55.123Z' },
      { lease: 'apiserver-b', holder: 'apiserver-b_7', renewedAt: '2026-11-24T11:58:00.000Z' },
    ],
  });
  expect(fake.asked).toEqual([
    '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases?labelSelector=apiserver.kubernetes.io%2Fidentity%3Dkube-apiserver&limit=500',
  ]);
});

test.each([
  ['2026-11-24T11:58:00.000000Z', ['apiserver-a', 'apiserver-b']],
  ['2026-11-24T11:57:59.999000Z', ['apiserver-a']],
])('a lease last renewed at %s, two minutes before the newest or more', async (renewTime, leases) => {
  const { value } = await gather(
    lease('apiserver-a', 'apiserver-a_1', '2026-11-24T12:00:00.000000Z'),
    lease('apiserver-b', 'apiserver-b_7', renewTime),
  );

  expect((await value).processes.map((process) => process.lease)).toEqual(leases);
});

test('the clock of the API servers counts, and not ours', async () => {
  const { value } = await gather(lease('apiserver-a', 'apiserver-a_1', '2026-11-24T08:00:00.000000Z'));

  expect((await value).processes).toHaveLength(1);
});

test('a lease that nobody holds is none', async () => {
  const { value } = await gather(
    lease('apiserver-a', null, '2026-11-24T12:00:00.000000Z'),
    lease('apiserver-b', 'apiserver-b_7', null),
    lease('apiserver-c', 'apiserver-c_2', '2026-11-24T12:00:00.000000Z'),
  );

  expect((await value).processes.map((process) => process.lease)).toEqual(['apiserver-c']);
});

test('no lease at all is no evidence of no process: servers before 1.26 keep none', async () => {
  const { value } = await gather();

  await expect(value).rejects.toMatchObject({ reason: 'unsupported' });
});

test('more than a page is not taken for all', async () => {
  const { value } = await gatherFrom(apiServerProcesses, () => ({
    body: listOf([lease('apiserver-a', 'apiserver-a_1', '2026-11-24T12:00:00.000000Z')], {
      continue: 'more',
    }),
  }));

  await expect(value).rejects.toMatchObject({ reason: 'truncated' });
});

test('a time that cannot be read is invalid and not old', async () => {
  const { value } = await gather(lease('apiserver-a', 'apiserver-a_1', 'soon'));

  await expect(value).rejects.toMatchObject({ reason: 'invalid' });
});
