/** Reports to write: small, but with one of everything that a format has to tell. */
import { AuditReport } from '../../src/report/audit-report.ts';
import { fleetInsights } from '../../src/report/insights/fleet-insights.ts';
import { auditReport } from '../../src/report/make-report.ts';
import type { ReportRule } from '../../src/report/rule.ts';
import { eventful } from './insights/fleets.ts';
import { aCluster, aFinding, anAudit, anEntry, aSweep, minute, summary, sweepId } from '../store/builders.ts';

export const catalogue: readonly ReportRule[] = [
  {
    id: 'excessive-object-count',
    title: 'Too many objects of one kind',
    category: 'etcd',
    severity: 'high',
    rationale: 'Every object is kept in memory by each that watches it.',
    remedy: 'Delete what is not needed.',
    learnMore: 'https://example.com/objects',
  },
  {
    id: 'silent-nodes',
    title: 'Nodes that went silent',
    category: 'network',
    severity: 'medium',
    rationale: 'Pods on silent nodes are moved.',
    remedy: 'Look at the machines.',
    learnMore: 'https://example.com/nodes',
  },
];

const suppression = {
  id: 'nightly-jobs',
  owner: 'batch-team',
  reason: 'They are cleaned up by hand until spring.',
  expires: '2027-03-01T00:00:00.000Z',
};

const earlier = {
  confidence: 'measured',
  resource: { kind: 'Node', name: 'n1' },
  firstSeen: { sweepId: sweepId(-120), at: minute(-118).toISOString() },
  lastSeen: { sweepId: sweepId(-60), at: minute(-58).toISOString() },
} as const;

const batch = aCluster('batch');
const closed = aSweep(0, { status: 'closed', closedAt: minute(3).toISOString(), summary });

/** The audit of a cluster in which something is open, suppressed, unknown, resolved and out of sight. */
export const batchAudit = anAudit(batch, 0, {
  score: { value: 83, coverage: 0.75, unsuppressed: 61 },
  verdicts: [
    { check: 'unhealthy-api-server', outcome: 'pass', inspected: 41 },
    {
      check: 'excessive-object-count',
      outcome: 'fail',
      inspected: 2,
      findings: [
        aFinding('jobs', 'medium'),
        aFinding('pods', 'critical'),
        { ...aFinding('nightly', 'high'), suppression },
      ],
      unseen: { reason: 'truncated', detail: 'Only 5 pages were read.', remedy: 'Raise the limit.' },
    },
    {
      check: 'silent-nodes',
      outcome: 'unknown',
      reason: 'forbidden',
      detail: 'Leases may not be listed.',
      remedy: 'Grant it.',
    },
    { check: 'slow-webhook', outcome: 'notApplicable', why: 'There are no webhooks.' },
  ],
  baseline: [
    anEntry('fingerprint-jobs', { state: 'unchanged', firstSeen: earlier.firstSeen }),
    anEntry('fingerprint-pods'),
    anEntry('fingerprint-nightly', { state: 'unchanged', firstSeen: earlier.firstSeen }),
    anEntry('fingerprint-node', {
      ...earlier,
      check: 'silent-nodes',
      summary: 'Node n1 is silent.',
      state: 'unknown',
    }),
    anEntry('fingerprint-gone', {
      ...earlier,
      severity: 'low',
      summary: 'Secrets: 10,400; expected at most 10,000.',
      state: 'resolved',
      resolved: { sweepId: sweepId(0), at: minute(2).toISOString() },
    }),
  ],
});

/** One cluster of each kind: audited, failed, and with nothing to audit. */
export const fleet: AuditReport = AuditReport.parse(
  auditReport(
    { ...closed, unseen: ['Subscription s-2 may not be read.'] },
    [
      { sweepId: sweepId(0), cluster: batch, state: 'audited' },
      {
        sweepId: sweepId(0),
        cluster: aCluster('dark'),
        state: 'failed',
        why: 'The name cannot be resolved.',
      },
      { sweepId: sweepId(0), cluster: aCluster('stopped'), state: 'skipped', why: 'It is stopped.' },
    ],
    [batchAudit],
  ),
);

/** With what is told of a fleet in which there is one of everything to tell. */
export const toldFleet: AuditReport = AuditReport.parse({ ...fleet, insights: fleetInsights(eventful) });

const ours = new Set(
  'key state outcome reason severity severityBefore confidence baselineState kind unit source learnMore startedAt closedAt finishedAt firstSeen lastSeen since expires id sweepId at lastAudited worst'.split(
    ' ',
  ),
);

/** The fleet with every text replaced that comes from clusters, people or servers. */
export function fleetOf(text: string): AuditReport {
  const replace = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return ours.has(key) ? value : text;
    if (Array.isArray(value)) return value.map((item) => replace(item, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, name)]));
  };
  return AuditReport.parse(replace(toldFleet, ''));
}
