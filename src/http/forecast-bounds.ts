import type { AnyCheck } from '../checks/define-check.ts';
import type { FigureName } from '../figures.ts';
import type { RollupOwner } from '../store/history.ts';
import { fleetOwner } from '../store/history.ts';

/**
 * The bounds that a forecast of the figure looks out for: those of the catalogue. A sum over the fleet has none; the
 * fullest etcd of the fleet has those of any etcd.
 */
export function forecastBounds(
  checks: readonly AnyCheck[],
  owner: RollupOwner,
  metric: FigureName,
): readonly number[] {
  const etcd = boundsIn(checks, 'large-etcd-database', ['medium', 'high', 'critical']);
  if (metric === 'etcdUsed') return [...etcd, 1];
  if (owner === fleetOwner) return [];
  if (metric === 'etcdBytes') {
    const [quota] = boundsIn(checks, 'large-etcd-database', ['quota']);
    return quota === undefined ? [] : [...etcd, 1].map((share) => share * quota);
  }
  if (!metric.startsWith('objects:')) return [];
  const breach = metric === 'objects:events' ? 'eventsBreach' : 'breach';
  return boundsIn(checks, 'excessive-object-count', ['look', breach]);
}

function boundsIn(checks: readonly AnyCheck[], id: string, names: readonly string[]): readonly number[] {
  const { thresholds = {} } = checks.find((check) => check.id === id) ?? {};
  return names.flatMap((name) => thresholds[name]?.value ?? []);
}
