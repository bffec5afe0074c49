/** What `listClusterUserCredential` gives for a cluster with Entra authentication: the way to it, and no key. */
import { tenantId } from '../estate.ts';

// https://learn.microsoft.com/azure/aks/kubelogin-authentication
const aksServerId = '6dae42f8-4368-4678-94ff-3960e28e3630';
const kubectlClientId = '80faf920-1908-4b52-b5ef-a8e7bedfc67a';

export interface ClusterAddress {
  readonly cluster: string;
  readonly resourceGroup: string;
  readonly url: string;
  /** PEM. */
  readonly authority: string;
}

export function userCredential(address: ClusterAddress): object {
  // JSON is YAML.
  const text = JSON.stringify(kubeconfigOf(address), null, 2);
  return { kubeconfigs: [{ name: 'clusterUser', value: Buffer.from(text).toString('base64') }] };
}

function kubeconfigOf({ cluster, resourceGroup, url, authority }: ClusterAddress): object {
  const user = `clusterUser_${resourceGroup}_${cluster}`;
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster,
        cluster: {
          server: url,
          'certificate-authority-data': Buffer.from(authority).toString('base64'),
        },
      },
    ],
    contexts: [{ name: cluster, context: { cluster, user } }],
    'current-context': cluster,
    users: [
      {
        name: user,
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1beta1',
            command: 'kubelogin',
            args: [
              'get-token',
              '--environment',
              'AzurePublicCloud',
              '--server-id',
              aksServerId,
              '--client-id',
              kubectlClientId,
              '--tenant-id',
              tenantId,
              '--login',
              'devicecode',
            ],
            installHint: 'kubelogin is not installed: https://aka.ms/aks/kubelogin',
            provideClusterInfo: false,
          },
        },
      },
    ],
  };
}
