/** What to do about nodes that were asked and do not reach the API server, by how far they got. */
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { links } from './links.ts';

export type BlockedLayer = 'DNS' | 'TCP' | 'TLS' | 'authentication' | 'agent';

/** `layers` in the order in which they are to be repaired. */
export function egressRepair(node: string, layers: readonly BlockedLayer[]): Remediation {
  return {
    summary: `Open the way of the nodes to the API server where it ends: ${layers.map((layer) => places[layer]).join('; ')}.`,
    steps: [...layers.flatMap((layer) => steps[layer]), again(node)],
    learnMore: links.aksEgress,
  };
}

const places: Readonly<Record<BlockedLayer, string>> = {
  DNS: 'the DNS servers that the nodes ask',
  TCP: 'network security group, route table and firewall of their subnet',
  TLS: 'what inspects or cuts TLS on the way',
  authentication: 'the certificate of the kubelet',
  agent: 'the way from the nodes to Azure itself',
};

const steps: Readonly<Record<BlockedLayer, readonly RemediationStep[]>> = {
  DNS: [
    {
      text: `Check the DNS servers of the virtual network: own servers have to answer the nodes on port 53 and to forward the name of the API server. Of a private cluster the private DNS zone has to be linked to the network of these servers (${links.aksPrivateCluster}).`,
    },
    {
      text: 'Check that no network security group or firewall blocks port 53 (UDP and TCP) from the subnet of the nodes to the DNS servers.',
    },
  ],
  TCP: [
    {
      text: 'Look at the effective security rules and effective routes of a network interface of the pool: the address of the API server on TCP 443 has to be allowed, and its next hop has to lead there.',
    },
    {
      text: `If a route table sends the traffic to a firewall or appliance, allow what AKS nodes need there (${links.aksEgress}), and check that answers come back the same way (${links.aksOutbound}).`,
    },
  ],
  TLS: [
    {
      text: `Take the name of the API server out of TLS inspection in firewall and proxy: the kubelet trusts the authority of the cluster alone (${links.aksEgress}).`,
    },
    {
      text: 'If the connection opens and TLS is then cut or not answered, look for a firewall that filters by application, and for an MTU that is too large on the way.',
    },
  ],
  authentication: [
    {
      text: `The network is fine. Restart the kubelet of the node; if its client certificate has expired or is missing, as after a long time switched off, rotate the certificates or replace the node (${links.aksCertificates}).`,
    },
  ],
  agent: [
    {
      text: `Look at the virtual machine of the node in the Azure portal: whether it runs, and whether its agent is ready. The agent needs TCP 443 to Azure, and 168.63.129.16 (${links.runCommand}).`,
    },
    {
      text: `If it runs, nothing gets out of it: look at network security group, route table and firewall of the subnet (${links.aksEgress}).`,
    },
  ],
};

function again(node: string): RemediationStep {
  return {
    text: `Test it again from the node (kubectl-aks runs a command as root on the machine, ${links.kubectlAksCheck}).`,
    command: `kubectl aks check verify apiserver-connectivity --node ${shellQuote(node)}`,
  };
}
