/** Nothing is lost when the product is killed in the middle of a sweep. */
import { afterAll, expect, test } from 'vitest';
import { descendantsOf, startProduct, temporaryFolder, untilGone } from './support/product.ts';

const folders: Awaited<ReturnType<typeof temporaryFolder>>[] = [];

afterAll(async () => {
  for (const folder of folders) await folder.remove();
});

test('a killed start leaves no process behind; the next one closes the old sweep and makes its own', async () => {
  const folder = await temporaryFolder();
  folders.push(folder);
  const given = ['--port', '0', '--history', '0', '--data', folder.path];
  // A long window keeps the audits busy until the kill.
  const first = startProduct({
    arguments: [...given, '--no-sweep'],
    environment: { METRICS_WINDOW_SECONDS: '15' },
  });
  const address = await first.address;
  const response = await fetch(`${address}/api/sweeps`, { method: 'POST' });
  const { id: killed } = (await response.json()) as { id: string };
  await expect
    .poll(async () => await jsonOf(`${address}/api/sweeps/${killed}`), { timeout: 60_000, interval: 50 })
    .toMatchObject({ status: 'running' });
  const children = descendantsOf(first.pid);
  await first.end('SIGKILL');
  await untilGone(children);

  const second = startProduct({ arguments: given });
  try {
    const again = await second.address;
    const { items: sweeps } = (await jsonOf(`${again}/api/sweeps`)) as {
      items: { id: string; status: string; summary: { complete: boolean } }[];
    };
    expect(sweeps.map(({ status }) => status)).toEqual(['closed', 'closed']);
    expect(sweeps.map(({ summary }) => summary.complete)).toEqual([true, true]);
    expect(sweeps.map(({ id }) => id)).toContain(killed);
    const { items: clusters } = (await jsonOf(`${again}/api/clusters`)) as { items: { key: string }[] };
    for (const { key } of clusters) {
      const { items: audits } = (await jsonOf(`${again}/api/clusters/${key}/audits`)) as {
        items: { sweepId: string }[];
      };
      expect(audits.map(({ sweepId }) => sweepId).toSorted()).toEqual(sweeps.map(({ id }) => id).toSorted());
    }
  } finally {
    await second.end('SIGINT');
  }
}, 100_000);

async function jsonOf(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}
