import { describe, expect, test } from 'vitest';
import { azureClouds } from '../../src/azure/environment.ts';
import type { AzureFleetSettings } from '../../src/config/fleet.ts';
import type { Collected, EvidenceKind } from '../../src/evidence/index.ts';
import type { ManagedCluster } from '../../src/evidence/managed-cluster.ts';
import { auditOnAzure } from '../../src/fleet/azure-audit.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';
import { azureClients } from '../../src/fleet/azure-clients.ts';
import type { Missing } from '../../src/model.ts';
import { type AskedOf, type Reply, startAzure } from '../azure/fake-azure.ts';
import {
  shopCluster as cluster,
  auditLogging,
  clusterId,
  loggedHeartbeats,
  managedCluster,
  platformMetrics,
} from '../support/azure-evidence.ts';
import { ago, forbidden, gathered } from '../support/evidence.ts';
import { matching } from '../support/matchers.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const at = now.toISOString();
const noLoad = { requests: 0, bytes: 0, objects: 0 };
const cost = { milliseconds: 0, load: noLoad };
const compute =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/MC_rg-shop_shop_westeurope/providers/Microsoft.Compute';

const settings: AzureFleetSettings = {
  kind: 'azure',
  environment: azureClouds.public,
  scope: { subscriptions: [], managementGroups: [], fleets: [], clusters: [] },
  filter: {
    include: { names: [], resourceGroups: [], regions: [], tags: [] },
    exclude: { names: [], resourceGroups: [], regions: [], tags: [] },
  },
  kubernetesAccess: 'expected',
  allowLocalAccounts: false,
  nodeEgressProbe: false,
  metricsByPartition: false,
};

const silentLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function audited(
  kinds: readonly EvidenceKind[],
  known: Collected,
  given: Partial<AzureFleetSettings> = {},
  reply: (asked: AskedOf) => Reply = () => ({ status: 500 }),
) {
  const azure = await startAzure(reply);
  const changed = { ...settings, ...given };
  const output = await auditOnAzure(azureClients(azure.connection, changed), {
    cluster,
    kinds,
    known,
    settings: changed,
    options: { metricsWindowSeconds: 0 },
    notes: memoryNotes(),
    now: () => now,
    log: silentLogger,
  });
  return { ...output, asked: azure.asked.map(({ method, path }) => `${method} ${path.split('?')[0]}`) };
}

function known(given: Partial<ManagedCluster> = {}) {
  return { managedCluster: gathered(managedCluster(given)) };
}

/** The user credential of a cluster whose API server nobody listens for. */
const nowhere: Reply = {
  body: {
    kubeconfigs: [
      {
        name: 'clusterUser',
        value: Buffer.from(
          JSON.stringify({
            clusters: [{ name: 'shop', cluster: { server: 'https://127.0.0.1:1' } }],
            users: [{ name: 'u', user: {} }],
          }),
        ).toString('base64'),
      },
    ],
  },
};

describe('a cluster whose API server is not to be read', () => {
  const whyByTag: Missing = {
    ok: false,
    reason: 'notPermitted',
    detail: 'The API server is not read: the tag kubernetesAccess of the cluster is "none".',
    remedy:
      'Set the tag kubernetesAccess of the cluster to "expected", or remove it, to have its API server read.',
  };

  test('is audited by what Azure has told: nobody is asked, Azure neither', async () => {
    const before = {
      ...known({ tags: { kubernetesAccess: 'none' } }),
      auditLogging: gathered(auditLogging()),
      platformMetrics: gathered(platformMetrics()),
      loggedHeartbeats: gathered(loggedHeartbeats()),
    };

    expect(
      await audited(
        ['managedCluster', 'platformMetrics', 'loggedHeartbeats', 'apiAccess', 'webhooks', 'nodeHeartbeats'],
        before,
      ),
    ).toEqual({
      asked: [],
      evidence: {
        managedCluster: before.managedCluster,
        platformMetrics: before.platformMetrics,
        loggedHeartbeats: before.loggedHeartbeats,
        apiAccess: { ok: true, value: { state: 'notTried', why: whyByTag }, at },
        webhooks: whyByTag,
        nodeHeartbeats: whyByTag,
      },
      status: [
        { kind: 'managedCluster', ...cost, ok: true, at },
        { kind: 'platformMetrics', ...cost, ok: true, at },
        { kind: 'loggedHeartbeats', ...cost, ok: true, at },
        { kind: 'webhooks', ...cost, ...whyByTag },
        { kind: 'nodeHeartbeats', ...cost, ...whyByTag },
      ],
      load: noLoad,
    });
  });

  test('by setting is no different', async () => {
    const { asked, evidence } = await audited(['apiAccess'], known(), { kubernetesAccess: 'none' });

    expect(asked).toEqual([]);
    expect(evidence.apiAccess).toMatchObject({
      value: {
        state: 'notTried',
        why: { detail: 'The API servers of the fleet are not read: KUBERNETES_ACCESS is "none".' },
      },
    });
  });
});

test('a cluster with local accounts alone is not read with the key of its administrator', async () => {
  const identity = { entra: false, azureRbac: false, localAccountsDisabled: false, tenantId: null };
  const why = {
    ok: false,
    reason: 'notPermitted',
    detail:
      'The cluster shop does not use Microsoft Entra ID: the credential it hands out is a certificate with the rights of a cluster administrator.',
    remedy:
      'Enable Microsoft Entra ID on the cluster (az aks update --enable-aad --enable-azure-rbac), or set ALLOW_LOCAL_ACCOUNTS to true to let the auditor use that certificate.',
  };

  const refused = await audited(['apiAccess', 'webhooks'], known({ identity }));
  const allowed = await audited(['apiAccess'], known({ identity }), { allowLocalAccounts: true });

  expect(refused.asked).toEqual([]);
  expect(refused.evidence).toEqual({
    apiAccess: { ok: true, value: { state: 'notTried', why }, at },
    webhooks: why,
  });
  expect(allowed.asked[0]).toBe(`POST ${clusterId}/listClusterUserCredential`);
});

describe('the way to the API server', () => {
  test.each([
    ['credential', 'nobody gives a credential', { status: 403 }, 'forbidden'],
    ['TCP', 'nobody listens', nowhere, 'unreachable'],
  ] as const)('ends at %s where %s', async (layer, _what, reply, reason) => {
    const { evidence } = await audited(['apiAccess'], known(), {}, () => reply);

    expect(evidence.apiAccess).toMatchObject({
      ok: true,
      value: { state: 'failed', layer, why: { ok: false, reason }, closedBy: null },
    });
  });

  test('of a private cluster ends by design, as far as anybody knows', async () => {
    const network = { ...managedCluster().network, privateCluster: true };
    const { evidence } = await audited(['apiAccess'], known({ network }), {}, () => nowhere);

    expect(evidence.apiAccess).toMatchObject({
      value: { state: 'failed', layer: 'TCP', closedBy: 'a private cluster' },
    });
  });

  test.each([
    ['what is known of the cluster was not kept', {}, 'notCollected'],
    ['what is known of the cluster is a refusal', { managedCluster: forbidden }, 'forbidden'],
  ])('is not known when %s', async (_what, before, reason) => {
    const { asked, evidence } = await audited(['apiAccess', 'webhooks'], before);

    expect(asked).toEqual([]);
    expect(evidence).toMatchObject({
      apiAccess: { value: { state: 'failed', layer: 'credential', why: { reason } } },
      webhooks: { ok: false, reason },
    });
  });
});

describe('the probe on nodes', () => {
  const node = 'aks-web-12345678-vmss000003';
  const silent = {
    ...known({ tags: { kubernetesAccess: 'none' } }),
    loggedHeartbeats: gathered(
      loggedHeartbeats({ silent: 4, silentNodes: [{ node, pool: 'web', renewedAt: ago(2_000) }] }),
    ),
  };
  const kinds: readonly EvidenceKind[] = ['loggedHeartbeats', 'nodeEgress'];
  const on = { nodeEgressProbe: true };

  /** A scale set with the node in it, which reaches its API server. */
  function nodes({ method, path }: AskedOf): Reply {
    const machine = `${compute}/virtualMachineScaleSets/aks-web-12345678-vmss/virtualMachines/3`;
    if (method === 'POST') {
      const message =
        '\n[stdout]\negress curl=0 with=kubelet http=200 lookup=0.004 connect=0.010 tls=0.040\n\n[stderr]\n';
      return { body: { value: [{ code: 'ProvisioningState/succeeded', message }] } };
    }
    return path.includes('/virtualMachineScaleSets/')
      ? {
          body: {
            value: [{ id: machine, name: 'web_3', properties: { osProfile: { computerName: node } } }],
          },
        }
      : { status: 404 };
  }

  test('is not made unless it is switched on, and then there is no evidence of it', async () => {
    const { asked, evidence, status } = await audited(kinds, silent);

    expect(asked).toEqual([]);
    expect(evidence).toEqual({ loggedHeartbeats: silent.loggedHeartbeats });
    expect(status.map(({ kind }) => kind)).toEqual(['loggedHeartbeats']);
  });

  test('is not made when no check asks for it', async () => {
    expect((await audited(['loggedHeartbeats'], silent, on)).asked).toEqual([]);
  });

  test('asks one silent node of each pool, and tells how many are silent', async () => {
    const { asked, evidence, status } = await audited(kinds, silent, on, nodes);

    expect(evidence.nodeEgress).toEqual({
      ok: true,
      at,
      value: { suspects: 4, probes: [{ node, pool: 'web', outcome: 'reached' }] },
    });
    expect(status.at(-1)).toEqual({ kind: 'nodeEgress', ...cost, ok: true, at });
    expect(asked.at(-1)).toEqual(matching(/^POST .*\/virtualMachines\/3\/runCommand$/u));
  });

  test('asks nobody when no node fell silent, and does not say that none is', async () => {
    const calm = { ...silent, loggedHeartbeats: gathered(loggedHeartbeats()) };
    const { asked, evidence } = await audited(kinds, calm, on);

    expect(asked).toEqual([]);
    expect(evidence.nodeEgress).toEqual({
      ok: false,
      reason: 'notCollected',
      detail: 'No node fell silent in the audit log, but one that was silent all the time is not in it.',
      remedy: 'Let the auditor read the leases of the cluster.',
    });
  });

  test('asks nobody when it is not known which nodes are silent, and says why', async () => {
    const { asked, evidence, status } = await audited(kinds, { ...silent, loggedHeartbeats: forbidden }, on);

    expect(asked).toEqual([]);
    expect(evidence.nodeEgress).toEqual(forbidden);
    expect(status.at(-1)).toEqual({ kind: 'nodeEgress', ...cost, ...forbidden });
  });

  test('cannot be made when it is not known where the nodes are', async () => {
    const lost = { ...silent, ...known({ tags: { kubernetesAccess: 'none' }, nodeResourceGroup: null }) };
    const { asked, evidence } = await audited(kinds, lost, on);

    expect(asked).toEqual([]);
    expect(evidence.nodeEgress).toEqual({
      ok: false,
      reason: 'notCollected',
      detail: 'Azure does not say in which resource group the nodes of the cluster are.',
      remedy: 'Look at the cluster in the Azure portal; the next sweep asks again.',
    });
  });

  test('that Azure refuses is a probe without a result', async () => {
    const { evidence } = await audited(kinds, silent, on, () => ({ status: 403 }));

    expect(evidence.nodeEgress).toMatchObject({
      ok: true,
      value: { suspects: 4, probes: [{ node, pool: 'web', outcome: 'unclear', reason: 'forbidden' }] },
    });
  });
});
