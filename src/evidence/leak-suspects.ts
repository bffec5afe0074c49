import type { Missing } from '../model.ts';
import { ReadError } from '../shared/errors.ts';
import { countOf, formatCount } from '../shared/format.ts';
import { countedObjects } from './counted-objects.ts';
import { type GatherContext, defineGatherer } from './define-gatherer.ts';
import { leakRules } from './leaks/rules.ts';
import { sampleKind } from './leaks/sample-kind.ts';
import { type KindsOverBound, kindsOverBound } from './suspect-kinds.ts';

/** Kinds that there are too many of, looked at from near: pages of metadata, never whole objects. */
export interface LeakSuspects {
  /** Kinds that the server counts. */
  readonly counted: number;
  /** Most objects first; empty when no kind is over the bound. */
  readonly kinds: readonly SuspectKind[];
  /** Kinds over the bound that were not looked at, or could not be, and those that the server could not count. */
  readonly unseen: readonly UnseenKind[];
  /** Kinds that the metrics still count and the server serves no more: their CustomResourceDefinition was deleted. */
  readonly gone: readonly string[];
}

export interface UnseenKind {
  readonly kind: string;
  readonly reason: Missing['reason'];
  readonly why: string;
  readonly remedy: string;
}

export interface SuspectKind {
  /** `plural` or `plural.group`, as the metrics name it. */
  readonly kind: string;
  /** Objects by the metrics. */
  readonly total: number;
  /**
   * Objects whose metadata were read; the shares below are of these. They are the first in the order of namespaces and names,
   * so that shares of namespaces follow from `total` below and never from these.
   */
  readonly sampled: number;
  /** Whether all of them were read. */
  readonly complete: boolean;
  /** Most objects first, at most ten; empty for a kind without namespaces. */
  readonly namespaces: readonly SuspectNamespace[];
  /** How many namespaces the sampled ones are in. */
  readonly namespaceCount: number;
  /** Objects that may be in any namespace that was not counted: `total` without what is known. */
  readonly beyond: number;
  readonly withoutOwner: number;
  /** Kinds of owners, most first, at most five. */
  readonly owners: readonly { readonly kind: string; readonly objects: number }[];
  /** Who made them by the first of their field managers, most first, at most five. */
  readonly managers: readonly { readonly name: string; readonly objects: number }[];
  /** Labels `app.kubernetes.io/managed-by`, `helm.sh/chart` and `owner`, most first, at most five: `key=value`. */
  readonly labels: readonly { readonly label: string; readonly objects: number }[];
  /** By age at the time of the audit. */
  readonly ages: {
    readonly underAnHour: number;
    readonly underADay: number;
    readonly underAWeek: number;
    readonly under30Days: number;
    readonly older: number;
  };
}

export interface SuspectNamespace {
  readonly name: string;
  /** Of the sample. */
  readonly objects: number;
  /** All of the kind in it: exact; null when it was only read in part and the server did not say how many there are. */
  readonly total: number | null;
}

/** Enough to name a culprit; each takes up to five requests. */
const mostKinds = 3;
const mostRequests = 15;

export const leakSuspects = defineGatherer({
  id: 'leakSuspects',
  source:
    'LIST of the metadata of the three kinds with most objects over 10,000, and the number of them in a namespace',
  maxRequests: mostRequests,
  needs: leakRules,
  timeoutSeconds: 90,
  goesBy: ['apiMetrics'],
  async gather(context): Promise<LeakSuspects> {
    const objects = countedObjects(context);
    const found = kindsOverBound(objects);
    const kinds: SuspectKind[] = [];
    const unseen: UnseenKind[] = found.unreadable.map(notCounted);
    const gone: string[] = [];
    let tried = 0;
    for (const suspect of found.over) {
      if (suspect.kind === 'secrets') unseen.push(secretsNotRead);
      else if (tried === mostKinds) unseen.push(notAmongTheFirst(suspect));
      else {
        const looked = await look(context, suspect);
        if (looked === 'gone') {
          gone.push(suspect.kind);
          continue;
        }
        tried += 1;
        if ('why' in looked) unseen.push(looked);
        else kinds.push(looked);
      }
    }
    return { counted: Object.keys(objects.counts).length, kinds, unseen, gone };
  },
});

type Suspect = KindsOverBound['over'][number];

/** Requests that looking at kinds may still take. */
function requestsLeft({ kubernetes }: GatherContext): number {
  return Math.min(mostRequests - kubernetes.load().requests, kubernetes.requestsLeft());
}

async function look(context: GatherContext, suspect: Suspect): Promise<SuspectKind | UnseenKind | 'gone'> {
  try {
    return (await sampleKind(context, suspect, () => requestsLeft(context))) ?? 'gone';
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { kind: suspect.kind, reason: error.reason, why: error.detail, remedy: error.remedy };
  }
}

/** Metadata of Secrets can only be read with the right to read the Secrets themselves, which the auditor does without. */
const secretsNotRead: UnseenKind = {
  kind: 'secrets',
  reason: 'notPermitted',
  why: 'The auditor never reads Secrets, not even their metadata.',
  remedy:
    'Count them by namespace with kubectl get secrets --all-namespaces --chunk-size=500 --no-headers --output=custom-columns=NAMESPACE:.metadata.namespace | sort | uniq -c | sort -rn | head.',
};

function notAmongTheFirst({ kind, total }: Suspect): UnseenKind {
  return {
    kind,
    reason: 'overBudget',
    why: `There are ${formatCount(total)} ${kind}, and an audit looks at ${countOf(mostKinds, 'kind')} only, those with most objects.`,
    remedy: 'Clean up the kinds with more objects; this one comes up when they are gone.',
  };
}

function notCounted(kind: string): UnseenKind {
  return {
    kind,
    reason: 'notCollected',
    why: `The API server itself cannot count ${kind}.`,
    remedy:
      'See whether the kind can be listed at all (kubectl get KIND --chunk-size=500); a broken conversion webhook of a CustomResourceDefinition is a usual cause.',
  };
}
