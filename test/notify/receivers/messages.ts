/** Messages as they are composed, for tests of receivers. */
import type { Digest, Notification, NotificationItem } from '../../../src/notification.ts';
import type { Outgoing } from '../../../src/notify/receivers/receiver.ts';

const prod = {
  key: 'aks-prod-0123456789abcdef',
  name: 'aks-prod',
  resourceId:
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-prod/providers/Microsoft.ContainerService/managedClusters/aks-prod',
  url: 'https://fleet.example.com/clusters/aks-prod-0123456789abcdef',
};
const lab = { key: 'lab-fedcba9876543210', name: 'lab', url: null };

const item: NotificationItem = {
  alertId: 'f00dfeed',
  change: 'opened',
  kind: 'finding',
  severity: 'high',
  check: { id: 'throttled-clients', title: 'Throttled clients' },
  cluster: prod,
  cause: { kind: 'client', name: 'kyverno/v1.12' },
  summary: 'kyverno/v1.12 got 429 for 12 % of its requests.',
  since: '2026-11-24T08:00:00.000Z',
  confidence: 'measured',
  url: 'https://fleet.example.com/findings/f00dfeed',
};

export const notification: Notification = {
  form: 'alert',
  at: '2026-11-24T10:00:00.000Z',
  sweepId: '20261124T100000000Z',
  reason: 'opened',
  severity: 'high',
  title: 'Throttled clients: kyverno/v1.12 in 2 clusters',
  summary: 'kyverno/v1.12 is throttled by the API servers of aks-prod and lab.',
  cause: { kind: 'client', name: 'kyverno/v1.12' },
  check: { id: 'throttled-clients', title: 'Throttled clients' },
  since: '2026-11-24T08:00:00.000Z',
  confidence: 'measured',
  clusters: [prod, lab],
  clustersTotal: 2,
  changes: { opened: 2, worsened: 0, resolved: 0, ongoing: 0 },
  items: [item, { ...item, alertId: 'beefcafe', cluster: lab, url: null }],
  itemsTotal: 2,
  firstStep: {
    text: 'See what it asks for.',
    command: 'kubectl get flowschemas',
    learnMore: 'https://kubernetes.io/docs/concepts/cluster-administration/flow-control/',
  },
  evidence: [{ label: 'Requests answered 429', value: '1,204 of 10,031' }],
  url: 'https://fleet.example.com/findings?cause=kyverno',
};

export const resolved: Notification = {
  ...notification,
  at: '2026-11-24T14:00:00.000Z',
  reason: 'resolved',
  changes: { opened: 0, worsened: 0, resolved: 2, ongoing: 0 },
  items: notification.items.map((each) => ({ ...each, change: 'resolved' })),
  firstStep: null,
};

export const digest: Digest = {
  form: 'digest',
  name: 'payments-weekly',
  title: 'Weekly report: owner=payments',
  at: '2026-11-30T08:00:00.000Z',
  period: { from: '2026-11-23T08:00:00.000Z', to: '2026-11-30T08:00:00.000Z' },
  owner: 'owner=payments',
  clusters: {
    total: 2,
    notAudited: [{ cluster: lab, why: 'Its API server did not answer.' }],
    notAuditedTotal: 1,
  },
  score: { now: 87, before: null },
  coverage: { now: 0.5, before: null },
  unseen: [],
  open: { high: 1 },
  suppressed: 0,
  opened: { items: [item], total: 1 },
  resolved: { items: [], total: 0 },
  worst: { items: [item], total: 1 },
  forecasts: [],
  forecastsTotal: 0,
  endingSuppressions: [],
  endingSuppressionsTotal: 0,
  charts: [],
  csv: { fileName: 'findings.csv', text: 'cluster,check\r\naks-prod,throttled-clients\r\n' },
  url: null,
};

export function outgoingOf(message: Outgoing['message'], group = 'client/kyverno/v1.12'): Outgoing {
  return {
    deliveryId: '20261124T100000000Z-0123456789abcdef',
    group,
    message,
    createdAt: message.at,
    triedSince: message.at,
  };
}
