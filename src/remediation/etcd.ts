/** What to do about an etcd database that grows towards its quota, and about a cluster beyond its tested scale. */
import type { Remediation } from '../model.ts';
import { listInWords } from '../shared/format.ts';
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
