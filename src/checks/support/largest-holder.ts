/** The namespace that holds more than a share of a kind, as far as a sample and a count can tell. */
import type { SuspectKind } from '../../evidence/leak-suspects.ts';
import { countByNamespace } from '../../remediation/cleanup.ts';
import { formatCount, formatPercent } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';

export interface Holding {
  readonly namespace: string;
  readonly kind: string;
  /** All of the kind in the namespace. */
  readonly objects: number;
  /** All of the kind in the cluster. */
  readonly total: number;
  /** Of the kind, over all namespaces that were looked at. */
  readonly sampled: number;
  readonly withoutOwner: number;
  readonly managers: readonly string[];
}

export type Holder =
  | { readonly state: 'found'; readonly holding: Holding }
  /** No namespace holds so much of it. */
  | { readonly state: 'none' }
  | { readonly state: 'unseen'; readonly unseen: Unseen };

/** Only counts decide: the sample is of the first namespaces by name, and says nothing of shares. */
export function holderOf(suspect: SuspectKind, share: number): Holder {
  const { kind, total, sampled, namespaces, beyond, withoutOwner, managers } = suspect;
  // The count of the cluster is up to a minute older than that of the namespace.
  const all = Math.max(total, ...namespaces.map((one) => one.total ?? 0));
  for (const { name, total: objects } of namespaces) {
    if (objects === null || objects <= share * all) continue;
    const makers = managers.map((manager) => manager.name);
    const holding = { namespace: name, kind, objects, total: all, sampled, withoutOwner, managers: makers };
    return { state: 'found', holding };
  }
  const uncounted = namespaces.find((one) => one.total === null);
  return (uncounted?.objects ?? 0) + beyond > share * all
    ? { state: 'unseen', unseen: notReached(suspect, share) }
    : { state: 'none' };
}

function notReached({ kind, total, sampled }: SuspectKind, share: number): Unseen {
  const command = countByNamespace(kind);
  return {
    reason: 'truncated',
    detail: `Of ${formatCount(total)} ${kind} the first ${formatCount(sampled)} were looked at, so that a namespace further on may hold over ${formatPercent(share)}.`,
    remedy: `Count them by namespace${command === null ? '' : ` with ${command}`}.`,
  };
}
