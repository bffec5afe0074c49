/** Alerts for tests, each as much as a test says of it. */
import type { Alert } from '../../src/notification.ts';

export const payments = {
  key: 'k-payments',
  name: 'aks-prod-payments-1',
  tags: { Owner: 'payments', env: 'prod', note: '' },
};

export function alert(change: Partial<Alert> = {}): Alert {
  return {
    id: 'f-1',
    kind: 'finding',
    severity: 'high',
    check: 'large-etcd-database',
    category: 'etcd',
    cluster: payments,
    cause: null,
    summary: 'The etcd database of aks-prod-payments-1 is 7 GiB.',
    since: '2026-11-24T11:00:00.000Z',
    confidence: 'measured',
    auditId: 'a-1',
    ...change,
  };
}

/** One that is about the whole fleet. */
export const ofFleet: Alert = alert({
  id: 'sweepIncomplete',
  kind: 'sweepIncomplete',
  check: null,
  category: null,
  cluster: null,
  summary: 'Two subscriptions could not be read.',
  confidence: null,
  auditId: null,
});
