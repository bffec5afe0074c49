/** The namespaces that hold more than a share of a kind, as far as a sample and a count can tell. */
import type { SuspectKind } from '../../evidence/leak-suspects.ts';
import { countByNamespace } from '../../remediation/cleanup.ts';
import { formatCount, formatPercent } from '../../shared/format.ts';
import { sum } from '../../shared/sum.ts';
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

export interface Holders {
  /** Namespaces that hold more than the share. */
  readonly holdings: readonly Holding[];
  /** Set when one that was not counted may. */
  readonly unseen: Unseen | null;
}

/** Only counts decide: the sample is of the first namespaces by name, and says nothing of shares. */
export function holdersOf(suspect: SuspectKind, share: number): Holders {
  const { kind, total, sampled, namespaces, beyond, withoutOwner, managers } = suspect;
  const counted = namespaces.flatMap(({ name, total: objects }) =>
    objects === null ? [] : [{ namespace: name, objects }],
  );
  // The count of the cluster is up to a minute older than that of the namespace.
  const all = Math.max(total, sum(counted.map(({ objects }) => objects)));
  const uncounted = namespaces.find((one) => one.total === null)?.objects ?? 0;
  return {
    holdings: counted
      .filter(({ objects }) => objects > share * all)
      .map((one) => ({
        ...one,
        kind,
        total: all,
        sampled,
        withoutOwner,
        managers: managers.map(({ name }) => name),
      })),
    unseen: uncounted + beyond > share * all ? notReached(suspect, share) : null,
  };
}

function notReached({ kind, total, sampled }: SuspectKind, share: number): Unseen {
  const command = countByNamespace(kind);
  return {
    reason: 'truncated',
    detail: `Of ${formatCount(total)} ${kind} the first ${formatCount(sampled)} were looked at, so that a namespace further on may hold over ${formatPercent(share)}.`,
    remedy: `Count them by namespace${command === null ? '' : ` with ${command}`}.`,
  };
}
