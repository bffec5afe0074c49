/** Things to store, whole and valid, with what a test cares about set by it. */
import type {
  AuditResult,
  BaselineEntry,
  ClientActivity,
  ClusterFacts,
  ClusterRef,
  Finding,
  Headline,
  Load,
  NewestAudit,
  Severity,
  Sweep,
  SweepSummary,
} from '../../src/model.ts';
import type { Observation } from '../../src/observation.ts';
import type { PlannedEntry } from '../../src/store/history.ts';
import { clusterKeyOf, sweepIdOf } from '../../src/store/keys.ts';

const noon = Date.parse('2026-11-24T12:00:00.000Z');

/** Noon of a day in November 2026, some minutes later. */
export function minute(minutes: number): Date {
  return new Date(noon + minutes * 60_000);
}

/** A millisecond in minutes. */
export const oneMs = 1 / 60_000;

export function sweepId(minutes: number): string {
  return sweepIdOf(minute(minutes));
}

export function aSweep(minutes: number, change: Partial<Sweep> = {}): Sweep {
  return {
    id: sweepId(minutes),
    trigger: 'timer',
    status: 'planning',
    startedAt: minute(minutes).toISOString(),
    deadline: minute(minutes + 55).toISOString(),
    ...change,
  };
}

const load: Load = { requests: 21, bytes: 3_000_000_000, objects: 480 };

export const summary: SweepSummary = {
  complete: false,
  clusters: { planned: 0, surveyed: 0, audited: 2, failed: 1, missed: 0, skipped: 0, vanished: 0 },
  findings: { critical: 1, low: 3 },
  score: 71.5,
  coverage: 2 / 3,
  load,
};

/** Clusters as they enter a ledger to be audited. */
export function planned(...clusters: readonly ClusterRef[]): readonly PlannedEntry[] {
  return clusters.map((cluster) => ({ cluster, state: 'planned' }));
}

export function aCluster(name: string): ClusterRef {
  const id = `kubeconfig:${name}`;
  return { key: clusterKeyOf(id), id, name, source: { kind: 'kubeconfig', context: name } };
}

export function aHeadline(change: Partial<Headline> = {}): Headline {
  return {
    score: 83,
    coverage: 0.1 + 0.2,
    findings: { high: 1 },
    suppressed: 0,
    etcdBytes: 4_937_000_000,
    etcdUsed: 0.574,
    apiServerCpu: 0.41,
    apiServerMemory: 0.63,
    etcdMemory: 0.2,
    requestsPerSecond: 61.25,
    objects: { 'jobs.batch': 48_211, configmaps: 14_002 },
    kubernetesVersion: 'v1.31.2',
    load,
    ...change,
  };
}

export function aFinding(name: string, severity: Severity = 'high', text = 'text'): Finding {
  return {
    check: 'excessive-object-count',
    fingerprint: `fingerprint-${name}`,
    severity,
    confidence: 'measured',
    resource: { kind: 'Job', name, namespace: 'batch', part: 'p' },
    summary: `Jobs in ${name}: 48,211; expected at most 10,000.`,
    observed: { text: '48,211', value: 48_211, unit: 'objects' },
    threshold: { value: 10_000, unit: 'objects', source: 'https://example.com/limits' },
    culprit: { kind: 'namespace', name: 'batch' },
    since: '2026-11-20T00:00:00Z',
    excerpts: [{ label: 'count', value: text }],
    remediation: {
      summary: 'Delete finished jobs.',
      steps: [{ text: 'Delete', command: `kubectl delete job ${text}`, manifest: 'kind: Job\n' }],
      learnMore: 'https://example.com/jobs',
    },
  };
}

export const someFacts: ClusterFacts = {
  tier: 'Standard',
  location: 'westeurope',
  nodes: 12,
  tags: { owner: 'batch-team', env: 'prod' },
};

export const someClients: ClientActivity = {
  from: minute(-75).toISOString(),
  to: minute(-15).toISOString(),
  binSeconds: 300,
  sees: 'all',
  clients: [
    {
      userAgent: 'job-dispatcher/3.2.1',
      username: 'system:serviceaccount:batch:job-dispatcher',
      bins: [
        { at: minute(-75).toISOString(), requests: 412, meanMs: 18.5, p99Ms: 240 },
        { at: minute(-70).toISOString(), requests: 398, meanMs: 21.25, p99Ms: 910 },
      ],
    },
  ],
};

export function anObservation(minutes: number, change: Partial<Observation> = {}): Observation {
  return {
    at: minute(minutes + 2).toISOString(),
    processStartedAt: minute(minutes - 400).toISOString(),
    apiServers: [{ lease: 'apiserver-abc', holder: 'apiserver-abc_1b2c' }],
    webhookGenerations: { 'ValidatingWebhookConfiguration/policy': 12 },
    clients: [{ userAgent: 'argocd/v2.9', username: 'argocd', requests: 412, meanMs: 18.5 }],
    ...change,
  };
}

export function aNewest(headline: Headline = aHeadline(), minutes = 0): NewestAudit {
  return {
    id: sweepId(minutes),
    at: minute(minutes + 2).toISOString(),
    headline,
    outcomes: {
      'unhealthy-api-server': 'pass',
      'excessive-object-count': 'fail',
      'silent-nodes': 'unknown',
      'slow-webhook': 'notApplicable',
    },
    facts: someFacts,
  };
}

export function anAudit(
  cluster: ClusterRef,
  minutes: number,
  change: Partial<AuditResult> = {},
): AuditResult {
  return {
    schemaVersion: 2,
    sweepId: sweepId(minutes),
    cluster,
    facts: someFacts,
    startedAt: minute(minutes + 1).toISOString(),
    finishedAt: minute(minutes + 2).toISOString(),
    score: { value: 83, coverage: 0.3, unsuppressed: 83 },
    headline: aHeadline(),
    verdicts: [
      { check: 'unhealthy-api-server', outcome: 'pass', inspected: 41 },
      {
        check: 'excessive-object-count',
        outcome: 'fail',
        inspected: 2,
        findings: [aFinding('a')],
        unseen: { reason: 'truncated', detail: 'Only 5 pages were read.', remedy: 'None.' },
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
    baseline: [anEntry('fingerprint-a')],
    evidence: [
      { kind: 'apiMetrics', milliseconds: 812.5, load, ok: true, at: minute(minutes + 1).toISOString() },
      {
        kind: 'nodeHeartbeats',
        milliseconds: 9,
        load,
        ok: false,
        reason: 'forbidden',
        detail: 'd',
        remedy: 'r',
      },
    ],
    clients: someClients,
    load,
    ...change,
  };
}

export function anEntry(fingerprint: string, change: Partial<BaselineEntry> = {}): BaselineEntry {
  const seen = { sweepId: sweepId(0), at: minute(2).toISOString() };
  return {
    fingerprint,
    check: 'excessive-object-count',
    severity: 'high',
    summary: 'Jobs: 48,211; expected at most 10,000.',
    state: 'new',
    firstSeen: seen,
    lastSeen: seen,
    ...change,
  };
}

/** Texts as clusters and people really name things, and as attackers do. */
export const hostileTexts = [
  "o'brien",
  '../../etc/passwd',
  'a/b\\c#d?e%2f',
  '<script>alert("x")</script>',
  "' or PartitionKey ne '",
  'ünïcödé 🚀 中文 \u0000\u0007\u009f',
  '\r\n--changeset_boundary\r\nContent-Type: application/http\r\n',
  '{"odata.error":{"code":"EntityAlreadyExists"}}',
  '__proto__',
  'x'.repeat(300),
];

/** Text that does not compress, the same for the same seed. */
export function noise(seed: number, length: number): string {
  let state = seed + 1;
  const letter = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(97 + ((state >>> 24) % 26));
  };
  return Array.from({ length }, letter).join('');
}
