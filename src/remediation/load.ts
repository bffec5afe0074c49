/** What to do about a control plane that has more to do than it can. */
import type { Remediation } from '../model.ts';
import { busiestCalls } from './kubectl.ts';
import { links } from './links.ts';

export function lowerLoad(what: 'cpu' | 'memory' | 'requests'): Remediation {
  return {
    summary:
      'Find the client that causes the load and lower it; AKS scales the control plane by itself, but only as far as the tier allows.',
    steps: [
      {
        text: 'Look at the findings on clients of this audit: who sends most, who lists most, who is throttled.',
      },
      what === 'memory'
        ? {
            text: 'Look for LISTs of whole kinds first: each is held in memory as a whole. Clients should page (limit=500), watch through informers, or ask for fewer objects.',
            command: busiestCalls('.*verb="LIST"'),
          }
        : {
            text: 'See which calls the API server that answers has served most.',
            command: busiestCalls(),
          },
      {
        text: 'If the client cannot be changed, limit it by a FlowSchema and a priority level of its own.',
      },
      {
        text: 'On the Free tier move to Standard: the limits of the control plane are far higher there. If the load is wanted, ask Azure support to scale the control plane.',
      },
    ],
    learnMore: links.guide,
  };
}

/** Cause 6 of the guide. */
export function lowerEtcdMemory(): Remediation {
  return {
    summary:
      'Store fewer and smaller objects, and change them less often: etcd holds what is read and written in memory.',
    steps: [
      {
        text: 'In the Azure portal open Diagnose and solve problems and run the Etcd Performance Analyzer: it names the kinds that take most.',
      },
      {
        text: 'Delete finished Jobs and give their creators a time to live; the finding on object counts has the commands per kind. Count them first:',
        command:
          'kubectl get jobs.batch --all-namespaces --chunk-size=500 --no-headers --output=custom-columns=NAMESPACE:.metadata.namespace | sort | uniq -c | sort -rn | head',
      },
      {
        text: 'Delete failed pods, one namespace after the other (set NAMESPACE). Count them first:',
        command: [
          'kubectl get pods --all-namespaces --chunk-size=500 --field-selector=status.phase=Failed --no-headers --output=custom-columns=NAMESPACE:.metadata.namespace | sort | uniq -c | sort -rn | head',
          'kubectl delete pods --namespace="$NAMESPACE" --field-selector=status.phase=Failed',
        ].join('\n'),
      },
      {
        text: 'Make large objects smaller: split ConfigMaps and Secrets, keep reports and files out of custom resources, and keep fewer Helm revisions.',
      },
      {
        text: 'If it stays high, open a support case: AKS runs etcd and can give it more memory.',
      },
    ],
    learnMore: links.guide,
  };
}
