import type { AnyCheck } from '../../checks/define-check.ts';

/** The size at which etcd stops taking writes, as the check of it declares; null when there is no such check. */
export function etcdQuotaOf(checks: readonly AnyCheck[]): number | null {
  const check = checks.find(({ id }) => id === 'large-etcd-database');
  return check?.thresholds['quota']?.value ?? null;
}
