import { describe, expect, test } from 'vitest';
import { createArm } from '../../src/azure/arm.ts';
import { egressScript } from '../../src/azure/egress-script.ts';
import { probeNodeEgress } from '../../src/azure/node-egress-probe.ts';
import { type AskedOf, type FakeAzure, type Reply, patient, startAzure } from './fake-azure.ts';
import { payments } from './wire.ts';

const node = 'aks-system-12345678-vmss00000a';
const compute = `/subscriptions/${payments}/resourceGroups/MC_rg_aks-shop_westeurope/providers/Microsoft.Compute`;
const scaleSet = `${compute}/virtualMachineScaleSets/aks-system-12345678-vmss`;
const operation = `/subscriptions/${payments}/providers/Microsoft.Compute/locations/westeurope/operations/op-1`;
const reached =
  'Enable succeeded: \n[stdout]\negress curl=0 with=kubelet http=200 lookup=0.004 connect=0.010 tls=0.040\n\n[stderr]\n';
const output = (message: string) => ({
  value: [
    { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded', message },
  ],
});

describe('a probe', () => {
  test('finds the machine, runs the fixed script there, and waits for its end', async () => {
    const { azure, outcome } = await probed({
      status: (number) =>
        number < 3
          ? { headers: { 'retry-after': '5' }, body: { startTime: 't', status: 'InProgress', name: 'op-1' } }
          : { body: { startTime: 't', status: 'Succeeded', properties: { output: output(reached) } } },
    });
    expect(outcome).toEqual({ probes: [{ node, pool: 'system', outcome: 'reached' }] });
    expect(azure.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${scaleSet}/virtualMachines?api-version=2024-11-01`,
      `POST ${scaleSet}/virtualMachines/10/runCommand?api-version=2024-11-01`,
      `GET ${operation}?api-version=2024-11-01`,
      `GET ${operation}?api-version=2024-11-01`,
      `GET ${operation}?api-version=2024-11-01`,
    ]);
    expect(azure.asked[1]?.body).toEqual({ commandId: 'RunShellScript', script: egressScript });
    expect(azure.waits).toEqual([1000, 5000, 5000]);
  });

  test('the result may be where Location says', async () => {
    const { outcome } = await probed({
      start: { status: 202, headers: { location: `https://management.azure.com${operation}?monitor=true` } },
      status: (number) => (number < 2 ? { status: 202 } : { body: output(reached) }),
    });
    expect(outcome).toMatchObject({ probes: [{ outcome: 'reached' }] });
  });

  test('the status may end without the result, which is then where Location says', async () => {
    const { outcome } = await probed({
      status: (_, path) =>
        path.includes('monitor=true') ? { body: output(reached) } : { body: { status: 'Succeeded' } },
    });
    expect(outcome).toMatchObject({ probes: [{ outcome: 'reached' }] });
  });

  test('the result may come at once', async () => {
    const { outcome } = await probed({ start: { body: output(reached) } });
    expect(outcome).toMatchObject({ probes: [{ outcome: 'reached' }] });
  });

  test('a node of a pool of single machines', async () => {
    const azure = await startAzure(({ method, path }) => {
      if (method === 'POST') return { body: output(reached) };
      return path.startsWith(`${compute}/virtualMachines?`)
        ? { body: { value: [{ id: `${compute}/virtualMachines/aks-vms-1-vm0`, name: 'aks-vms-1-vm0' }] } }
        : { status: 404 };
    });
    expect(await probe(azure, ['aks-vms-1-vm0'])).toEqual({
      probes: [{ node: 'aks-vms-1-vm0', pool: null, outcome: 'reached' }],
    });
  });

  test('at most three nodes, one after the other', async () => {
    const azure = await startAzure(({ method, path }) =>
      method === 'POST' ? { body: output(reached) } : machines(path),
    );
    const nodes = ['0', '1', '2', '3'].map((number) => `aks-system-12345678-vmss00000${number}`);
    expect((await probe(azure, nodes)).probes.map(({ node }) => node)).toEqual(nodes.slice(0, 3));
    expect(azure.peak()).toBe(1);
  });
});

describe('a run that fails is evidence too', () => {
  test('an agent that is not heard of: nothing gets out of the node', async () => {
    const { outcome } = await probed({
      status: () => ({
        body: {
          status: 'Failed',
          error: {
            code: 'VMAgentStatusCommunicationError',
            message: "VM 'x' has not reported status for VM agent or extensions.",
          },
        },
      }),
    });
    expect(outcome).toEqual({
      probes: [
        {
          node,
          pool: 'system',
          outcome: 'blocked',
          layer: 'agent',
          detail: `Azure cannot run a command on the node ${node}, because its VM agent does not answer (VMAgentStatusCommunicationError): VM 'x' has not reported status for VM agent or extensions.`,
        },
      ],
    });
  });

  const unclear: readonly (readonly [string, Partial<Behaviour>, object])[] = [
    [
      'another failure',
      { status: () => ({ body: { status: 'Canceled' } }) },
      { outcome: 'unclear', reason: 'invalid' },
    ],
    [
      'a command that is running there already',
      { start: { status: 409, body: { error: { code: 'Conflict', message: 'in progress' } } } },
      { outcome: 'unclear', reason: 'throttled' },
    ],
    [
      'a missing role',
      {
        start: {
          status: 403,
          body: {
            error: {
              code: 'AuthorizationFailed',
              message: "perform action 'Microsoft.Compute/x/runCommand/action' over scope '/vm'",
            },
          },
        },
      },
      {
        outcome: 'unclear',
        reason: 'forbidden',
        remedy:
          'Assign the role of the egress probe (docs/permissions.md), which has the action Microsoft.Compute/x/runCommand/action, to the identity of the auditor at /vm.',
      },
    ],
    [
      'an operation that never ends',
      { status: () => ({ headers: { 'retry-after': '60' }, body: { status: 'InProgress' } }) },
      {
        outcome: 'unclear',
        reason: 'timeout',
        detail: `There is no result of the egress probe on the node ${node} after 180 s.`,
      },
    ],
    [
      'an operation on another host',
      { start: { status: 202, headers: { location: 'https://evil.example/op' } } },
      { outcome: 'unclear', reason: 'invalid' },
    ],
    [
      'a status of another shape',
      { status: () => ({ body: {} }) },
      { outcome: 'unclear', reason: 'invalid' },
    ],
    [
      'a result of another shape',
      { start: { body: { value: 'none' } } },
      { outcome: 'unclear', reason: 'invalid', detail: 'The node gave no answer that the auditor knows.' },
    ],
  ];
  test.each(unclear)('unclear: %s', async (_, behaviour, expected) => {
    expect((await probed(behaviour)).outcome.probes).toMatchObject([{ node, ...expected }]);
  });

  test.each([
    ['a node that is gone', 'aks-system-12345678-vmss0000zz'],
    ['a Windows node', 'akswin000000'],
    ['a name that is no name', '../../x'],
  ])('unclear: %s', async (_, name) => {
    const azure = await startAzure(({ path }) => machines(path));
    expect((await probe(azure, [name])).probes).toMatchObject([
      { outcome: 'unclear', reason: 'unsupported' },
    ]);
    expect(azure.asked.every(({ method }) => method === 'GET')).toBe(true);
  });
});

interface Behaviour {
  readonly start: Reply;
  /** `number` counts from 1. */
  readonly status: (number: number, path: string) => Reply;
}

const accepted: Reply = {
  status: 202,
  headers: {
    'azure-asyncoperation': `https://management.azure.com${operation}?api-version=2024-11-01`,
    location: `https://management.azure.com${operation}?api-version=2024-11-01&monitor=true`,
    'retry-after': '1',
  },
};

async function probed({ start = accepted, status = () => ({ status: 500 }) }: Partial<Behaviour>) {
  let number = 0;
  const azure = await startAzure(({ method, path }) => {
    if (method === 'POST') return start;
    if (!path.startsWith(operation)) return machines(path);
    number += 1;
    return status(number, path);
  });
  return { azure, outcome: await probe(azure, [node]) };
}

function probe({ connection }: FakeAzure, nodes: readonly string[]) {
  const place = {
    subscriptionId: payments,
    nodeResourceGroup: 'MC_rg_aks-shop_westeurope',
    signal: patient(),
  };
  return probeNodeEgress(createArm(connection), place, nodes, connection.timing);
}

function machines(path: AskedOf['path']): Reply {
  if (!path.startsWith(`${scaleSet}/virtualMachines?`)) return { body: { value: [] } };
  const value = ['0', '1', '2', '3', 'a'].map((digit) => {
    const id = Number.parseInt(digit, 36);
    return {
      id: `${scaleSet}/virtualMachines/${id}`,
      name: `aks-system-12345678-vmss_${id}`,
      instanceId: String(id),
      properties: { osProfile: { computerName: `aks-system-12345678-vmss00000${digit.toUpperCase()}` } },
    };
  });
  return { body: { value } };
}
