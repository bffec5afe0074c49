/** What to do about nodes that no longer reach the API server. */
import type { Remediation } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { namespaceOption, objectWord } from './kubectl.ts';
import { links } from './links.ts';

export interface SilentNodes {
  /** Null when the nodes do not follow the naming of AKS pools. */
  readonly pool: string | null;
  /** One of the silent nodes, to look at. */
  readonly node: string;
  readonly wholePool: boolean;
}

export function nodeRecovery({ pool, node, wholePool }: SilentNodes): Remediation {
  return {
    summary: wholePool
      ? 'All nodes of the pool went silent together: look at what they share, its subnet, route table, firewall and network security group.'
      : 'Some nodes went silent: look at those machines first, then at the network they share.',
    steps: [
      {
        text: 'See what the API server knows of them.',
        command: [
          pool === null
            ? 'kubectl get nodes --output=wide'
            : `kubectl get nodes --selector=${shellQuote(`agentpool=${pool}`)} --output=wide`,
          `kubectl describe ${objectWord('node', node)}`,
          `kubectl get ${objectWord('lease', node)} ${namespaceOption('kube-node-lease')} --output=yaml`,
        ].join('\n'),
      },
      {
        text: 'Test from the node itself whether it reaches the API server (kubectl-aks runs a command as root on the machine).',
        command: `kubectl aks check verify apiserver-connectivity --node ${shellQuote(node)}`,
      },
      {
        text: 'If the test fails, open what the nodes need in firewall, route table and network security group: the address of the API server on 443, and DNS.',
      },
      {
        text: 'If the test succeeds, restart the kubelet or replace the machine; a lease that belongs to a machine long deleted can be deleted.',
      },
    ],
    learnMore: links.aksEgress,
  };
}
