/** What of ours is read back from storage, as schemas: a row may have been changed by hand or cut by a fault. */
import * as z from 'zod';
import type {
  AppliedSuppression,
  AuditResult,
  BaselineEntry,
  BusyClients,
  CheckVerdict,
  ClientActivity,
  ClusterFacts,
  ClusterRef,
  EvidenceStatus,
  Finding,
  FleetMemory,
  Gathered,
  Headline,
  LedgerEntry,
  NotAudited,
  Suppression,
  Sweep,
  ThresholdOverride,
} from '../model.ts';
import {
  baselineStates,
  culpritKinds,
  ledgerStates,
  notAuditedStates,
  severities,
  sweepStatuses,
  units,
} from '../model.ts';
import type { Observation } from '../observation.ts';
import { unknownReasons } from '../shared/errors.ts';
import type { DeadLetter } from './history.ts';

export const severity = z.enum(severities);
export const count = z.int().nonnegative();

export const clusterSource: z.ZodType<ClusterRef['source']> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kubeconfig'), context: z.string() }),
  z.object({
    kind: z.literal('azure'),
    resourceId: z.string(),
    subscriptionId: z.string(),
    resourceGroup: z.string(),
    location: z.string(),
  }),
]);

export const clusterRef: z.ZodType<ClusterRef> = z.object({
  key: z.string(),
  id: z.string(),
  name: z.string(),
  source: clusterSource,
});

const load = z.object({ requests: z.number(), bytes: z.number(), objects: z.number() });
const findingCounts = z.partialRecord(severity, count);

const figure = z.number().nullable();

export const headline: z.ZodType<Headline> = z.object({
  score: z.number().nullable(),
  coverage: z.number(),
  findings: findingCounts,
  suppressed: count,
  etcdBytes: figure,
  etcdUsed: figure,
  apiServerCpu: figure,
  apiServerMemory: figure,
  etcdMemory: figure,
  requestsPerSecond: figure,
  objects: z.record(z.string(), z.number()).nullable(),
  kubernetesVersion: z.string().nullable(),
  load,
});

/** Evidence is ours whole: written by one step of a sweep for the next, and gone after a day. */
export const gathered: z.ZodType<Gathered<unknown>> = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    value: z.unknown(),
    at: z.iso.datetime(),
    kql: z.exactOptional(z.string()),
  }),
  z.object({
    ok: z.literal(false),
    reason: z.enum(unknownReasons),
    detail: z.string(),
    remedy: z.string(),
  }),
]);

export const ledgerEntry: z.ZodType<LedgerEntry> = z.object({
  sweepId: z.string(),
  cluster: clusterRef,
  state: z.enum(ledgerStates),
  why: z.exactOptional(z.string()),
});

export const sweep: z.ZodType<Sweep> = z.object({
  id: z.string(),
  trigger: z.enum(['timer', 'request', 'command']),
  status: z.enum(sweepStatuses),
  startedAt: z.iso.datetime(),
  deadline: z.iso.datetime(),
  closedAt: z.exactOptional(z.iso.datetime()),
  summary: z.exactOptional(
    z.object({
      complete: z.boolean(),
      clusters: z.record(z.enum(ledgerStates), count),
      findings: findingCounts,
      score: z.number().nullable(),
      coverage: z.number(),
      load,
      figures: z.exactOptional(z.record(z.string(), z.number())),
    }),
  ),
  problem: z.exactOptional(z.string()),
  logSpan: z.exactOptional(z.object({ from: z.iso.datetime(), to: z.iso.datetime() })),
  unseen: z.exactOptional(z.array(z.string())),
});

const text = z.string();
const suppressed = { id: text, owner: text, reason: text, expires: z.iso.datetime() };
export const appliedSuppression: z.ZodType<AppliedSuppression> = z.object(suppressed);

export const suppression: z.ZodType<Suppression> = z.object({
  ...suppressed,
  check: z.exactOptional(text),
  resource: z.exactOptional(text),
  cluster: z.exactOptional(text),
  tag: z.exactOptional(text),
});

export const thresholdOverride: z.ZodType<ThresholdOverride> = z.object({
  id: text,
  check: text,
  values: z.record(text, z.number()),
  cluster: z.exactOptional(text),
  tag: z.exactOptional(text),
  reason: z.exactOptional(text),
});

export const confidence = z.enum(['measured', 'sampled', 'inferred']);
const resource = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.exactOptional(z.string()),
  part: z.exactOptional(z.string()),
});
export const culprit = z.object({ kind: z.enum(culpritKinds), name: z.string() });

const seenAt = z.object({ sweepId: z.string(), at: z.iso.datetime() });

export const baselineEntry: z.ZodType<BaselineEntry> = z.object({
  fingerprint: z.string(),
  check: z.string(),
  severity,
  summary: z.string(),
  confidence: z.exactOptional(confidence),
  resource: z.exactOptional(resource),
  culprit: z.exactOptional(culprit),
  suppression: z.exactOptional(appliedSuppression),
  state: z.enum(baselineStates),
  firstSeen: seenAt,
  lastSeen: seenAt,
  resolved: z.exactOptional(seenAt),
});

export const notAudited: z.ZodType<NotAudited> = z.object({
  sweepId: z.string(),
  at: z.iso.datetime(),
  why: z.string(),
  state: z.enum(notAuditedStates),
});

export const deadLetter: z.ZodType<DeadLetter> = z.object({
  queue: z.string(),
  messageId: z.string(),
  at: z.iso.datetime(),
  body: z.string(),
  why: z.string(),
});

const unit = z.enum(units);
const missing = {
  reason: z.enum(unknownReasons),
  detail: z.string(),
  remedy: z.string(),
};

export const finding: z.ZodType<Finding> = z.object({
  check: z.string(),
  fingerprint: z.string(),
  severity,
  confidence,
  resource,
  summary: z.string(),
  observed: z.object({ text: z.string(), value: z.exactOptional(z.number()), unit: z.exactOptional(unit) }),
  threshold: z.exactOptional(z.object({ value: z.number(), unit, source: z.string() })),
  culprit: z.exactOptional(culprit),
  suppression: z.exactOptional(appliedSuppression),
  since: z.exactOptional(z.string()),
  excerpts: z.array(z.object({ label: z.string(), value: z.string() })),
  remediation: z.object({
    summary: z.string(),
    steps: z.array(
      z.object({
        text: z.string(),
        command: z.exactOptional(z.string()),
        manifest: z.exactOptional(z.string()),
        kql: z.exactOptional(z.string()),
      }),
    ),
    learnMore: z.string(),
  }),
});

const check = { check: z.string() };
export const verdict: z.ZodType<CheckVerdict> = z.discriminatedUnion('outcome', [
  z.object({ ...check, outcome: z.literal('pass'), inspected: count }),
  z.object({
    ...check,
    outcome: z.literal('fail'),
    inspected: count,
    findings: z.tuple([finding], finding),
    unseen: z.exactOptional(z.object(missing)),
  }),
  z.object({ ...check, outcome: z.literal('unknown'), ...missing }),
  z.object({ ...check, outcome: z.literal('notApplicable'), why: z.string() }),
]);

const evidence = { kind: z.string(), milliseconds: z.number(), load };
export const evidenceStatus: z.ZodType<EvidenceStatus> = z.discriminatedUnion('ok', [
  z.object({ ...evidence, ok: z.literal(true), at: z.string(), kql: z.exactOptional(z.string()) }),
  z.object({ ...evidence, ok: z.literal(false), ...missing }),
]);

export const clusterFacts: z.ZodType<ClusterFacts> = z.object({
  tier: z.string().nullable(),
  location: z.string().nullable(),
  nodes: z.number().nullable(),
  tags: z.record(z.string(), z.string()),
});

export const clientActivity: z.ZodType<ClientActivity> = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  binSeconds: z.number(),
  sees: z.enum(['all', 'writes']),
  clients: z.array(
    z.object({
      userAgent: z.string(),
      username: z.string(),
      bins: z.array(
        z.object({ at: z.string(), requests: z.number(), meanMs: z.number(), p99Ms: z.number() }),
      ),
    }),
  ),
});

export const observation: z.ZodType<Observation> = z.object({
  at: z.iso.datetime(),
  processStartedAt: z.iso.datetime().nullable(),
  apiServers: z.array(z.object({ lease: text, holder: text })).nullable(),
  webhookGenerations: z.record(text, z.number()).nullable(),
  clients: z
    .array(z.object({ userAgent: text, username: text, requests: z.number(), meanMs: z.number() }))
    .nullable(),
});

export const auditResult: z.ZodType<AuditResult> = z.object({
  schemaVersion: z.literal(2),
  sweepId: z.string(),
  cluster: clusterRef,
  facts: clusterFacts.nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  score: z.object({ value: figure, coverage: z.number(), unsuppressed: figure }),
  headline,
  verdicts: z.array(verdict),
  baseline: z.array(baselineEntry),
  evidence: z.array(evidenceStatus),
  clients: clientActivity.nullable(),
  load,
});

const since = { since: z.iso.datetime().nullable() };
export const busyClients: z.ZodType<BusyClients> = z.discriminatedUnion('ok', [
  z.object({
    ...since,
    ok: z.literal(true),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    sees: z.enum(['all', 'writes']),
    clients: z.array(z.object({ userAgent: text, username: text, requests: z.number(), meanMs: z.number() })),
  }),
  z.object({ ...since, ok: z.literal(false), why: text }),
]);

const remembered = { first: z.iso.datetime(), last: z.iso.datetime(), isNews: z.boolean() };
export const fleetMemory: z.ZodType<FleetMemory> = z.object({
  since: z.iso.datetime(),
  clients: z.record(text, z.object({ ...remembered, versions: z.record(text, z.object(remembered)) })),
  kubernetesVersions: z.record(text, z.object(remembered)),
  leftOut: count,
});
