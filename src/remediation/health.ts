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
