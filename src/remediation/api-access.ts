/** What to do when the auditor does not get to the API server of a cluster, by where its way ended. */
import type { AccessLayer } from '../evidence/api-access.ts';
import type { ManagedCluster } from '../evidence/managed-cluster.ts';
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { clusterOptions, idOption } from './azure-cli.ts';
import { links } from './links.ts';

/** Null when the cluster is not known from Azure. */
type KnownCluster = Pick<ManagedCluster, 'resourceId' | 'identity' | 'network'> | null;

export function reachApiServer(layer: AccessLayer, cluster: KnownCluster): Remediation {
  const { summary, steps, learnMore } = recipes[layer](cluster);
  return { summary, steps: [...steps, resourceHealth(cluster)], learnMore };
}

type Recipe = (cluster: KnownCluster) => Remediation;

/** https://learn.microsoft.com/rest/api/resourcehealth/availability-statuses/get-by-resource */
function resourceHealth(cluster: KnownCluster): RemediationStep {
  const path = '/providers/Microsoft.ResourceHealth/availabilityStatuses/current?api-version=2022-10-01';
  const url = cluster === null ? `"$CLUSTER_ID${path}"` : shellQuote(`${cluster.resourceId}${path}`);
  return {
    text: 'See what Azure says of its health; in the portal, Resource health, and Diagnose and solve problems, Cluster and Control Plane Availability and Performance, see the control plane from inside.',
    command: `az rest --method=get --url=${url}`,
  };
}

const recipes: Readonly<Record<AccessLayer, Recipe>> = {
  credential: (cluster) => ({
    summary: 'Let the auditor get what it needs to sign in: it did not even come to the API server.',
    steps: [
      {
        text: 'Give the identity of the auditor the role Azure Kubernetes Service Cluster User Role on the cluster, in the tenant of the cluster (set PRINCIPAL_ID to its object id).',
        command: assignment("'Azure Kubernetes Service Cluster User Role'", cluster),
      },
    ],
    learnMore: links.aksAzureRbac,
  }),
  DNS: (cluster) => ({
    summary:
      'Find out why the name of the API server does not resolve: a deleted cluster, or a private DNS zone that the auditor does not see.',
    steps: [
      {
        text: 'Resolve the name from the network of the auditor and from elsewhere.',
        command: `nslookup ${hostOf(cluster)}`,
      },
      {
        text: 'See whether the cluster still has this name.',
        command: `az aks show ${optionsOf(cluster)} --query='[fqdn,privateFqdn]'`,
      },
    ],
    learnMore: links.guide,
  }),
  TCP: (cluster) => unanswered(cluster, 'refuses connections or has no route'),
  timeout: (cluster) => unanswered(cluster, 'does not answer in time'),
  TLS: (cluster) => ({
    summary:
      'Find out who answers in place of the API server, or why its certificate is not the one that Azure gives.',
    steps: [
      {
        text: 'Look at the certificate: an issuer other than the cluster means a proxy that opens TLS, which must let this name pass.',
        command: `curl --silent --show-error --verbose --max-time 10 --output /dev/null https://${hostOf(cluster)}/livez`,
      },
      {
        text: 'If the certificates of the cluster were rotated or have expired, get a new kubeconfig, or rotate them (az aks rotate-certs; all nodes are re-imaged).',
      },
    ],
    learnMore: links.guide,
  }),
  proxy: (cluster) => ({
    summary:
      'Let the proxy between the auditor and the cluster pass its requests: the API server may be well.',
    steps: [
      { text: 'Look into the log of the proxy for the name of the API server, and allow it on port 443.' },
      {
        text: 'Try from the network of the auditor, through the proxy; any status of the API server itself is an answer, also 401 and 403.',
        command: tryIt(cluster),
      },
    ],
    learnMore: links.guide,
  }),
  401: (cluster) => ({
    summary: 'The API server answers and does not know the auditor: repair its identity, not its rights.',
    steps: [
      {
        text: 'Compare the tenant of the auditor with the one of the cluster: a token of another tenant is not accepted. A certificate is not accepted once it was rotated.',
        command: `az aks show ${optionsOf(cluster)} --query=aadProfile.tenantID --output=tsv`,
      },
      { text: 'Check the clock of the auditor: a token from the future is refused.' },
    ],
    learnMore: links.aksAzureRbac,
  }),
  403: (cluster) => (cluster?.identity.azureRbac === true ? azureRole(cluster) : clusterRole()),
  '5xx': (cluster) => unanswered(cluster, 'answers with errors of its own'),
  throttled: () => ({
    summary: 'Wait: the API server has too much to do to answer the auditor.',
    steps: [],
    learnMore: links.guide,
  }),
  other: (cluster) => ({
    summary: 'Find out what answers under the address of the API server: it is no API server.',
    steps: [
      {
        text: 'Look at the answer itself.',
        command: `curl --silent --show-error --include --insecure --max-time 10 https://${hostOf(cluster)}/version`,
      },
    ],
    learnMore: links.guide,
  }),
};

function unanswered(cluster: KnownCluster, what: string): Remediation {
  return {
    summary: `The API server ${what}: find out whether it does so for everybody, or for the network of the auditor alone.`,
    steps: [
      {
        text: 'Try from the network of the auditor and from elsewhere; any status is an answer, also 401 and 403.',
        command: tryIt(cluster),
      },
      {
        text: 'If nobody gets an answer, the control plane is down or overloaded: look at the other findings on it, and open a support case. If only the auditor gets none, look at its outbound firewall.',
      },
    ],
    learnMore: links.guide,
  };
}

/** The built-in AKS roles for reading lack metrics, health, webhooks and flow control. */
function azureRole(cluster: NonNullable<KnownCluster>): Remediation {
  return {
    summary:
      'The API server answers and forbids: give the auditor an Azure role with the data actions that it needs, because this cluster asks Azure for rights.',
    steps: [
      {
        text: 'Make a custom role with these data actions under Microsoft.ContainerService/managedClusters/: metrics/read, livez/read, readyz/read, admissionregistration.k8s.io/mutatingwebhookconfigurations/read, admissionregistration.k8s.io/validatingwebhookconfigurations/read, flowcontrol.apiserver.k8s.io/flowschemas/read, flowcontrol.apiserver.k8s.io/prioritylevelconfigurations/read, apiregistration.k8s.io/apiservices/read, coordination.k8s.io/leases/read, discovery.k8s.io/endpointslices/read, services/read. The built-in Azure Kubernetes Service RBAC Reader does not have them.',
      },
      {
        text: 'Assign it to the auditor (set ROLE to its name and PRINCIPAL_ID to the object id of the identity); it takes up to five minutes to work.',
        command: assignment('"$ROLE"', cluster),
      },
    ],
    learnMore: links.aksAzureRbac,
  };
}

function clusterRole(): Remediation {
  return {
    summary: 'The API server answers and forbids: give the auditor the ClusterRole that it needs.',
    steps: [
      {
        text: 'Apply the ClusterRole aks-fleet-auditor of docs/permissions.md, and bind it to the identity (set IDENTITY; for a managed identity its object id, not its client id).',
        command:
          'kubectl create clusterrolebinding aks-fleet-auditor --clusterrole=aks-fleet-auditor --user="$IDENTITY"',
      },
    ],
    learnMore: links.aksKubernetesRbac,
  };
}

function assignment(role: string, cluster: KnownCluster): string {
  return `az role assignment create --assignee-object-id="$PRINCIPAL_ID" --assignee-principal-type=ServicePrincipal --role=${role} ${idOption('scope', cluster?.resourceId ?? null, 'CLUSTER_ID')}`;
}

/** Prints the status alone: every API server answers this path. */
function tryIt(cluster: KnownCluster): string {
  return `curl --silent --show-error --insecure --max-time 10 --output /dev/null --write-out '%{http_code}\\n' https://${hostOf(cluster)}/livez`;
}

function hostOf(cluster: KnownCluster): string {
  const host = cluster?.network.host ?? null;
  return host === null ? '"$API_SERVER"' : shellQuote(host);
}

function optionsOf(cluster: KnownCluster): string {
  return clusterOptions(cluster?.resourceId ?? null);
}
