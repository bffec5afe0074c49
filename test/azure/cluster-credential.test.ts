import { describe, expect, test } from 'vitest';
import { createArm } from '../../src/azure/arm.ts';
import { type ClusterAccess, createClusterCredentials } from '../../src/azure/cluster-credential.ts';
import type { AzureConnection } from '../../src/azure/connection.ts';
import { managedClusterRow } from '../../src/azure/managed-clusters.ts';
import type { ManagedCluster } from '../../src/evidence/managed-cluster.ts';
import { type FakeAzure, type Reply, failureOf, patient, startAzure } from './fake-azure.ts';
import { clusterId, clusterRow, tenant } from './wire.ts';

const shop = managedClusterRow.parse(clusterRow('aks-shop')).cluster;
const local = managedClusterRow.parse(
  clusterRow('aks-local', { aadProfile: null, disableLocalAccounts: false }),
).cluster;

/** As `az aks get-credentials` writes it. */
const kubeconfig = (
  user: string,
  server = 'https://aks-shop-dns-1a2b3c.hcp.westeurope.azmk8s.io:443',
): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: Q0EgUEVN
    server: ${server}
  name: aks-shop
contexts:
- context:
    cluster: aks-shop
    user: clusterUser_RG-Shop_aks-shop
  name: aks-shop
current-context: aks-shop
kind: Config
preferences: {}
users:
- name: clusterUser_RG-Shop_aks-shop
  user:
${user}`;
const execUser = `    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      args: [get-token, --environment, AzurePublicCloud, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]
      command: kubelogin
      env: null
`;
const certificateUser = `    client-certificate-data: Q0VSVA==
    client-key-data: S0VZ
    token: 0123456789abcdef
`;
const credentialReply = (yaml: string): Reply => ({
  body: { kubeconfigs: [{ name: 'clusterUser', value: Buffer.from(yaml).toString('base64') }] },
});

async function opened(
  cluster: ManagedCluster,
  reply: Reply,
  {
    allowLocalAccounts = false,
    ...changes
  }: Partial<AzureConnection> & { allowLocalAccounts?: boolean } = {},
): Promise<{ readonly azure: FakeAzure; readonly access: Promise<ClusterAccess> }> {
  const azure = await startAzure(() => reply, changes);
  const credentials = createClusterCredentials(createArm(azure.connection), azure.connection, {
    allowLocalAccounts,
    localAccountsSetting: 'ALLOW_LOCAL_ACCOUNTS',
    now: () => new Date('2026-11-23T12:00:00Z'),
  });
  const access = credentials.open(cluster, patient());
  // Some tests look at what was asked first.
  access.catch(() => {});
  return { azure, access };
}

describe('a cluster with Entra', () => {
  test('gives server, authority, and a token for the AKS application', async () => {
    const { azure, access } = await opened(shop, credentialReply(kubeconfig(execUser)));
    const { credential, ...address } = await access;
    expect(address).toEqual({
      server: 'https://aks-shop-dns-1a2b3c.hcp.westeurope.azmk8s.io:443',
      caData: 'Q0EgUEVN',
    });
    expect(credential.kind === 'token' && (await credential.token(patient()))).toBe(
      'token for 6dae42f8-4368-4678-94ff-3960e28e3630/.default',
    );
    expect(azure.asked).toMatchObject([
      {
        method: 'POST',
        path: `${clusterId('aks-shop').toLowerCase()}/listClusterUserCredential?api-version=2025-10-01&format=exec`,
        body: null,
      },
    ]);
  });

  test('never uses a certificate, even when there is one', async () => {
    const { access } = await opened(shop, credentialReply(kubeconfig(certificateUser)));
    expect((await access).credential.kind).toBe('token');
  });

  test('asks for the token of the tenant of the cluster, once for all clusters', async () => {
    const asked: unknown[] = [];
    const { access } = await opened(shop, credentialReply(kubeconfig(execUser)), {
      credential: {
        getToken: async (scope, options) => {
          asked.push([String(scope), options?.tenantId]);
          return {
            token: 't',
            expiresOnTimestamp: Date.parse(
              String(scope).startsWith('6dae') ? '2026-11-23T12:10:00Z' : '2099-01-01',
            ),
          };
        },
      },
    });
    const { credential } = await access;
    if (credential.kind === 'token') {
      await credential.token(patient());
      await credential.token(patient());
    }
    expect(asked).toEqual([
      ['https://management.azure.com/.default', undefined],
      ['6dae42f8-4368-4678-94ff-3960e28e3630/.default', tenant],
    ]);
  });

  test('a token that is about to expire is asked for again', async () => {
    let made = 0;
    const { access } = await opened(shop, credentialReply(kubeconfig(execUser)), {
      credential: {
        getToken: async (scope) => {
          if (!String(scope).startsWith('6dae'))
            return { token: 'arm', expiresOnTimestamp: Date.parse('2099-01-01') };
          made += 1;
          return { token: `t${made}`, expiresOnTimestamp: Date.parse('2026-11-23T12:04:00Z') };
        },
      },
    });
    const { credential } = await access;
    if (credential.kind !== 'token') throw new Error('It has no token.');
    expect([await credential.token(patient()), await credential.token(patient())]).toEqual(['t1', 't2']);
  });

  test('an identity of another tenant is told before the API server refuses it', async () => {
    const claims = Buffer.from(JSON.stringify({ tid: '88888888-8888-4888-8888-888888888888' })).toString(
      'base64url',
    );
    const { access } = await opened(shop, credentialReply(kubeconfig(execUser)), {
      credential: {
        getToken: async () => ({ token: `e30.${claims}.sig`, expiresOnTimestamp: Date.parse('2099-01-01') }),
      },
    });
    const { credential } = await access;
    if (credential.kind !== 'token') throw new Error('It has no token.');
    expect(await failureOf(credential.token(patient()))).toEqual({
      reason: 'forbidden',
      detail: `The cluster aks-shop trusts the tenant ${tenant}, but the identity of the auditor belongs to the tenant 88888888-8888-4888-8888-888888888888.`,
      remedy:
        'Run an auditor with an identity of that tenant: a managed identity cannot sign in to clusters of another one.',
    });
  });

  test('403 names the role', async () => {
    const { access } = await opened(shop, {
      status: 403,
      body: {
        error: {
          code: 'AuthorizationFailed',
          message:
            "The client 'c' does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action' over scope '/x' or the scope is invalid.",
        },
      },
    });
    expect(await failureOf(access)).toMatchObject({
      reason: 'forbidden',
      remedy:
        'Assign the role Azure Kubernetes Service Cluster User Role, which has the action Microsoft.ContainerService/managedClusters/listClusterUserCredential/action, to the identity of the auditor at /x.',
    });
  });
});

describe('a cluster without Entra', () => {
  test('is refused before anything is asked', async () => {
    const { azure, access } = await opened(local, credentialReply(kubeconfig(certificateUser)));
    expect(await failureOf(access)).toEqual({
      reason: 'notPermitted',
      detail:
        'The cluster aks-local does not use Microsoft Entra ID: the credential it hands out is a certificate with the rights of a cluster administrator.',
      remedy:
        'Enable Microsoft Entra ID on the cluster (az aks update --enable-aad --enable-azure-rbac), or set ALLOW_LOCAL_ACCOUNTS to true to let the auditor use that certificate.',
    });
    expect(azure.asked).toEqual([]);
  });

  test('gives its certificate where that is allowed', async () => {
    const { access } = await opened(local, credentialReply(kubeconfig(certificateUser)), {
      allowLocalAccounts: true,
    });
    expect(await access).toEqual({
      server: 'https://aks-shop-dns-1a2b3c.hcp.westeurope.azmk8s.io:443',
      caData: 'Q0EgUEVN',
      credential: { kind: 'certificate', certData: 'Q0VSVA==', keyData: 'S0VZ' },
    });
  });
});

describe('a kubeconfig that cannot be used says why without a word of what is in it', () => {
  test.each([
    ['no YAML', 'clusters: [secret', 'it is not YAML'],
    ['no cluster', 'clusters: []\nusers: []', 'it is not as expected at "clusters"'],
    [
      'an http address',
      kubeconfig(execUser, 'http://secret.example'),
      'it is not as expected at "clusters.0.cluster.server"',
    ],
  ])('%s', async (_, yaml, why) => {
    const { access } = await opened(shop, credentialReply(yaml));
    expect(await failureOf(access)).toEqual({
      reason: 'invalid',
      detail: `The kubeconfig that Azure gives for the cluster aks-shop cannot be used: ${why}.`,
      remedy: 'Try az aks get-credentials for this cluster; if that works, this is a fault of the auditor.',
    });
  });

  test('no kubeconfig at all', async () => {
    const { access } = await opened(shop, { body: { kubeconfigs: [] } });
    expect(await failureOf(access)).toMatchObject({ reason: 'invalid' });
  });

  test('an allowed local account without a certificate', async () => {
    const { access } = await opened(local, credentialReply(kubeconfig(execUser)), {
      allowLocalAccounts: true,
    });
    expect(await failureOf(access)).toMatchObject({ reason: 'invalid' });
  });
});
