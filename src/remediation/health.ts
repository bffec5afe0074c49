/** What to do about an API server that says it is not well. */
import type { Remediation } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { busiestCalls } from './kubectl.ts';
import { links } from './links.ts';

export function failingHealthLine(endpoint: 'readyz' | 'livez', line: string | null): Remediation {
  const etcd = line !== null && line.includes('etcd');
  const path = `/${endpoint}?verbose`;
  return {
    summary: etcd
      ? 'The API server cannot reach etcd in time: take load off etcd, and involve Azure support, which runs it.'
      : 'Find out whether it passes by itself, as a restart does; if not, involve Azure support, which runs the API server.',
    steps: [
      {
        text: 'Ask again, a few times: each answer comes from one of several API servers.',
        command: `kubectl get --raw ${shellQuote(path)}`,
      },
      etcd
        ? {
            text: 'Look at the size of etcd, the object counts and the heaviest writers: the findings of this audit on etcd name them. Stop what writes most.',
          }
        : {
            text: 'In the Azure portal open Diagnose and solve problems, Cluster and Control Plane Availability and Performance, and Resource health.',
          },
      {
        text: 'If it goes on for more than some minutes, open a support case with the failing line and the time.',
      },
    ],
    learnMore: links.guide,
  };
}

export function endRestarts(): Remediation {
  return {
    summary:
      'Find out whether AKS replaced the API servers on purpose; if not, they most likely run out of memory: take load off them.',
    steps: [
      {
        text: 'See which API servers there are, and since when each holds its lease: a new holder under an old name is a restart.',
        command:
          'kubectl get leases --namespace=kube-system --selector=apiserver.kubernetes.io/identity=kube-apiserver --output=custom-columns=NAME:.metadata.name,CREATED:.metadata.creationTimestamp,HOLDER:.spec.holderIdentity,RENEWED:.spec.renewTime',
      },
      {
        text: 'In the Azure portal look at the activity log and at planned maintenance for an upgrade or another operation on the cluster at that time; then it is over by itself.',
      },
      {
        text: 'Look at the memory of the API server at the time (saturated-api-server), and at who makes it grow: large LISTs without pages (excessive-list-calls), many watches, and kinds with very many objects (excessive-object-count).',
      },
      {
        text: 'If it goes on, open a support case with the times of the starts: AKS runs the API servers and sees why they end.',
      },
    ],
    learnMore: links.guide,
  };
}

export function serverErrors(): Remediation {
  return {
    summary:
      'Find the calls that end in 5xx: failing webhooks and unavailable aggregated APIs are the usual causes, an overloaded etcd the next.',
    steps: [
      {
        text: 'List the failing calls by verb and resource, of the API server that answers.',
        command: busiestCalls('.*code="5'),
      },
      {
        text: 'Look for APIs that are not available and for webhooks that cannot be called.',
        command: [
          'kubectl get apiservices | grep -v True',
          `kubectl get events --all-namespaces --field-selector=reason=FailedCreate | grep 'failed calling webhook'`,
        ].join('\n'),
      },
    ],
    learnMore: links.guide,
  };
}
