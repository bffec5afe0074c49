import type { AnyCheck } from '../../checks/define-check.ts';
import type { Limit } from '../trend/forecast-words.ts';

/** The size at which etcd stops taking writes, as the check of it declares; null when there is no such check. */
export function etcdQuotaOf(checks: readonly AnyCheck[]): number | null {
  return thresholdOf(checks, 'quota');
}

/** The share of the quota from which on it is critical: what forecasts are asked about. */
export function etcdLimitOf(checks: readonly AnyCheck[], unit: 'bytes' | 'ratio'): Limit | null {
  const [quota, share] = [etcdQuotaOf(checks), thresholdOf(checks, 'critical')];
  if (quota === null || share === null) return null;
  return { quota: unit === 'bytes' ? quota : 1, share };
}

function thresholdOf(checks: readonly AnyCheck[], name: string): number | null {
  const check = checks.find(({ id }) => id === 'large-etcd-database');
  return check?.thresholds[name]?.value ?? null;
}
