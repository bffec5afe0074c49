import { expect, test } from 'vitest';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { rememberFleet } from '../../src/sweep/remember-fleet.ts';
import { aCluster, anAudit, minute, someClients } from '../store/builders.ts';
import { worldOf } from '../support/sweep-world.ts';

test('a closed sweep leaves what it saw in the memory of the fleet, once however often the step runs', async () => {
  const history = memoryHistory();
  const step = (start: number) => rememberFleet(history, minute(start));
  await history.saveAudit(anAudit(aCluster('a'), 0));
  await step(3);
  const [dispatcher] = someClients.clients;
  const spark = { userAgent: 'spark-operator/v2.0', username: 'u', bins: dispatcher?.bins ?? [] };
  const clients = { ...someClients, clients: [...someClients.clients, spark] };
  await history.saveAudit(anAudit(aCluster('a'), 60, { clients }));
  await step(63);
  const memory = await history.fleetMemory();
  await step(64);

  expect(memory).toMatchObject({
    since: minute(3).toISOString(),
    clients: {
      'job-dispatcher': { first: minute(2).toISOString(), last: minute(62).toISOString(), isNews: false },
      'spark-operator': {
        first: minute(62).toISOString(),
        isNews: true,
        versions: { '2.0': { isNews: true } },
      },
    },
    kubernetesVersions: { 'v1.31.2': { isNews: false } },
  });
  expect(await history.fleetMemory()).toEqual(memory);
});

test('every sweep does so when it closes', async () => {
  const world = worldOf({ fleet: () => ({ calm: { n1: true } }) });

  await world.sweep();

  expect(await world.history.fleetMemory()).toMatchObject({ clients: {}, leftOut: 0 });
});
