/** The checks that cannot tell anything without one of the great sources of evidence: literal, as scenarios expect them. */
import type { UnknownReason } from '../../src/shared/errors.ts';

type Unknowns = Readonly<Record<string, UnknownReason>>;

const ofMetrics = [
  'throttled-clients',
  'unhealthy-api-server',
  'untested-cluster-scale',
  'deprecated-api-calls',
  'excessive-object-count',
  'object-leak',
  'slow-etcd',
  'slow-webhook',
];

const ofCluster = [
  ...ofMetrics,
  'unavailable-aggregated-api',
  'ineffective-flow-schema',
  'active-apiserver-guard',
  'webhook-without-backend',
  'webhook-deadlock-risk',
  'restarting-api-server',
  'finished-jobs-without-ttl',
  'unbounded-namespace',
  'contested-webhook-configuration',
];

const ofLogs = [
  'api-timeouts',
  'slo-violating-calls',
  'dominant-client',
  'slow-client',
  'excessive-list-calls',
  'excessive-write-calls',
  'throttled-clients',
];

/** Without the metrics of the API server, by themselves. */
export function unknownWithoutMetrics(reason: UnknownReason): Unknowns {
  return because(reason, ofMetrics);
}

/** Without all that is read from the API server; what Azure and logs tell is there. */
export function unknownWithoutCluster(reason: UnknownReason): Unknowns {
  return because(reason, ofCluster);
}

/** Without all that comes from the audit log. */
export function unknownWithoutLogs(reason: UnknownReason): Unknowns {
  return because(reason, ofLogs);
}

function because(reason: UnknownReason, checks: readonly string[]): Unknowns {
  return Object.fromEntries(checks.map((check) => [check, reason]));
}
