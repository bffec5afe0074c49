/** Kinds that may leak: those that have very many objects. Pure. */
import { compareText } from '../shared/compare-text.ts';
import type { ApiMetrics } from './api-metrics.ts';

/**
 * Where the guide starts to look:
 * https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd
 */
const bound = 10_000;

/** They expire by themselves, cannot be bounded, and are read from etcd itself: nothing is gained by looking at them. */
const leftOut: ReadonlySet<string> = new Set(['events', 'events.events.k8s.io']);

export interface KindsOverBound {
  /** Most objects first. */
  readonly over: readonly { readonly kind: string; readonly total: number }[];
  /** Kinds that the server itself could not count: nobody knows whether they are over. */
  readonly unreadable: readonly string[];
}

export function kindsOverBound({
  counts,
  unreadable,
}: Pick<NonNullable<ApiMetrics['objects']>, 'counts' | 'unreadable'>): KindsOverBound {
  return {
    over: Object.entries(counts)
      .map(([kind, total]) => ({ kind, total }))
      .filter(({ kind, total }) => total > bound && !leftOut.has(kind))
      .toSorted((left, right) => right.total - left.total || compareText(left.kind, right.kind)),
    unreadable: unreadable.filter((kind) => !leftOut.has(kind)).toSorted(compareText),
  };
}
