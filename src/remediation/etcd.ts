/** What to do about an etcd database that grows towards its quota, and about a cluster beyond its tested scale. */
import type { Remediation } from '../model.ts';
import { listInWords } from '../shared/format.ts';
import { shellQuote } from '../shared/quote.ts';
import { links } from './links.ts';

export interface DatabaseCleanup {
  /** Main database of the cluster, or one that holds kinds moved out of it. */
  readonly main: boolean;
  /** Kinds that most likely fill it, largest first; empty when nothing is known. */
  readonly largest: readonly string[];
}

export function databaseCleanup({ main, largest }: DatabaseCleanup): Remediation {
  return {
    summary:
      'Delete what is not needed and stop what keeps creating it; once the quota is reached the API server refuses every write.',
    steps: [
      {
        text:
          largest.length > 0
            ? `Start with the kinds that hold most: ${listInWords(largest)}.`
            : 'Find the kinds with most objects.',
        command: String.raw`kubectl get --raw /metrics | grep -E '^apiserver_(storage_objects|resource_objects|resource_size_estimate_bytes)\{' | sort -t' ' -k2 -gr | head -20`,
      },
      ...(main
        ? []
        : [
            {
              text: 'This is not the main database: only the kinds that AKS moved to it, such as events or leases, make it grow.',
            },
          ]),
      {
        text: 'Clean up finished Jobs, failed pods, old Helm revisions and reports, and give their creators a time to live; the finding on object counts has the commands per kind.',
      },
      {
        text: 'Do not expect the figure to fall at once: it is the size of the file, which reuses freed pages and shrinks only when AKS defragments it. If it stays high with few objects, ask Azure support for a defragmentation.',
      },
    ],
    learnMore: links.guide,
  };
}

/** `operation` is the server's word for what it asks of etcd. */
export function lowerEtcdLatency(operation: string): Remediation {
  const lists = operation.startsWith('list');
  return {
    summary: lists
      ? 'Find who lists past the cache of the API server, and make the pages and the kinds smaller.'
      : 'Take load and size off etcd; AKS runs it, so that what is stored and how often it is written is what you can change.',
    steps: [
      {
        text: 'See which operations and kinds take longer than 200 ms on the API server that answers: compare both figures of a series.',
        command: String.raw`kubectl get --raw /metrics | grep -E '^etcd_request_duration_seconds_bucket\{.*le="(0\.2|\+Inf)"' | grep -F ${operationLabel(operation)}`,
      },
      lists
        ? {
            text: 'LISTs without resourceVersion=0 go to etcd on servers up to 1.30, and LISTs of events always: the findings on clients that list too much name who sends them. Let them watch, or read from the cache.',
          }
        : {
            text: 'Stop what writes most: the findings on clients that write too often name them. Large objects cost most: split them, and keep logs and results out of objects.',
          },
      {
        text: 'Look at the size of etcd and its use of CPU and memory, in the findings of this audit and in the portal under Diagnose and solve problems, Etcd Performance Issues.',
      },
      {
        text: 'If etcd is small and idle and still slow, open a support case with the operation and the time; on the Free tier move to Standard first.',
      },
    ],
    learnMore: links.guide,
  };
}

function operationLabel(operation: string): string {
  return shellQuote(`operation="${operation}"`);
}

export function scaleDown(what: 'nodes' | 'pods'): Remediation {
  return {
    summary:
      what === 'nodes'
        ? 'Spread the workload over more clusters or use fewer, larger nodes.'
        : 'Spread the workload over more clusters, and delete finished pods.',
    steps: [
      what === 'nodes'
        ? {
            text: 'Compare the size of nodes with their use; larger machines carry the same pods on fewer nodes.',
            command: 'kubectl top nodes --sort-by=cpu',
          }
        : {
            text: 'See how many of the stored pods are finished: they count too.',
            command:
              'kubectl get pods --all-namespaces --chunk-size=500 --field-selector=status.phase!=Running --no-headers --output=custom-columns=NAMESPACE:.metadata.namespace | sort | uniq -c | sort -rn | head',
          },
      {
        text: 'Plan the next cluster before this one is full, or ask Azure support for a review of the scale you need.',
      },
    ],
    learnMore: links.aksLargeScale,
  };
}
