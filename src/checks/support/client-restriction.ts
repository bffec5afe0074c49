/** Whether flow control can hold one client's calls down, and with which figures on this cluster. */
import type { ApiMetrics } from '../../evidence/api-metrics.ts';
import type {
  FlowControl,
  FlowRule,
  FlowSchema,
  FlowSubject,
  PriorityLevel,
} from '../../evidence/flow-control.ts';
import type { ApiCall } from '../../evidence/logs/latency-by-call.ts';
import type { Gathered, RemediationStep } from '../../model.ts';
import { type RestrictedSubject, restrictClient } from '../../remediation/restrict-client.ts';
import { coversSubject } from './flow-coverage.ts';
import { freePrecedence } from './flow-schema-problems.ts';

/** The guide's figure: about one large LIST at a time, since that alone takes up to ten seats. */
const wantedSeats = 5;
/** `--max-requests-inflight` and `--max-mutating-requests-inflight` by default, together. */
const defaultSeats = 600;

export interface RestrictionEvidence {
  readonly flowControl: Gathered<FlowControl>;
  readonly apiMetrics: Gathered<ApiMetrics>;
}

/** The last steps of a remedy: the ready manifest, or why there is none. */
export function restrictionSteps(
  username: string,
  call: ApiCall,
  verbs: readonly string[],
  { flowControl, apiMetrics }: RestrictionEvidence,
): readonly RemediationStep[] {
  const subject = subjectOf(username);
  if (subject === null) {
    return [
      {
        text: 'Flow control cannot hold this client down without harm: it shares its user with others, is exempt, or is a controller of the cluster itself. Change the client, or what it works on.',
      },
    ];
  }
  if (!flowControl.ok) return [manualStep];
  const { apiVersion, flowSchemas, priorityLevels } = flowControl.value;
  const precedence = precedenceBelow(flowSchemas, subject, call);
  if (precedence === null) return [manualStep];
  const total = priorityLevels.reduce((sum, { shares }) => sum + (shares ?? 0), 0);
  const all = serverSeats(priorityLevels, apiMetrics);
  const shares = sharesFor(wantedSeats, total, all);
  return restrictClient({
    apiVersion,
    subject,
    verbs,
    apiGroup: call.apiGroup,
    resource: call.resource,
    // A call on one object may be on one without a namespace.
    clusterScope: call.scope !== 'namespace',
    precedence,
    shares,
    seats: Math.ceil((all * shares) / (total + shares)),
  });
}

const manualStep: RemediationStep = {
  text: 'If the client cannot be changed, hold its calls down by a flow schema with a precedence below those that take them today. See what there is.',
  command: 'kubectl get flowschemas,prioritylevelconfigurations',
};

/**
 * Null for users that many programs share, and for the service accounts of kube-system: they are the controllers of the
 * control plane and of AKS, without which nothing heals. What the log shows of a name may be cut or cleaned: then it is not exact. */
export function subjectOf(username: string): RestrictedSubject | null {
  const [, namespace, name] =
    /^system:serviceaccount:([a-z0-9-]{1,63}):([a-z0-9.-]{1,253})$/u.exec(username) ?? [];
  if (namespace === 'kube-system') return null;
  if (namespace !== undefined && name !== undefined) return { kind: 'ServiceAccount', namespace, name };
  if (username.startsWith('system:') || sharedUsers.has(username)) return null;
  return /^[A-Za-z0-9][A-Za-z0-9._@:+-]{0,150}$/u.test(username) ? { kind: 'User', name: username } : null;
}

/** AKS itself, and its local administrator, whose group is exempt from flow control. */
const sharedUsers = new Set(['aksService', 'masterclient']);

/** A free number that wins against every schema that takes the call of this client today; null when there is none. */
export function precedenceBelow(
  schemas: readonly FlowSchema[],
  subject: RestrictedSubject,
  call: ApiCall,
): number | null {
  const taking = schemas.filter(
    ({ name, rules }) => name !== 'exempt' && rules.some((rule) => mayTake(rule, subject, call)),
  );
  const lowest = Math.min(10_000, ...taking.map(({ matchingPrecedence }) => matchingPrecedence));
  return freePrecedence(lowest, schemas);
}

function mayTake({ subjects, resourceRules }: FlowRule, subject: RestrictedSubject, call: ApiCall): boolean {
  return (
    subjects.some((other) => mayBe(other, subject)) &&
    resourceRules.some(
      ({ verbs, apiGroups, resources, clusterScope, namespaces }) =>
        holds(verbs, call.verb) &&
        holds(apiGroups, call.apiGroup) &&
        holds(resources, call.resource) &&
        (call.scope === 'cluster' ? clusterScope : call.scope === 'resource' || namespaces.length > 0),
    )
  );
}

/** A user may be in any group that is not the server's own; the groups of a service account are known. */
function mayBe(other: FlowSubject, subject: RestrictedSubject): boolean {
  const openGroup = other.kind === 'Group' && subject.kind === 'User' && !other.name.startsWith('system:');
  return openGroup || coversSubject(other, subject);
}

function holds(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

/** Seats of a level are the server's seats by its part of all shares, itself included. */
export function sharesFor(seats: number, totalShares: number, limit: number): number {
  return limit <= seats ? 1 : Math.max(1, Math.floor((seats * totalShares) / (limit - seats)));
}

/**
 * Seats of one API server, which AKS raises on scaled control planes. Only of the levels that there are: the metric goes on
 * showing those that were deleted.
 */
function serverSeats(levels: readonly PriorityLevel[], apiMetrics: Gathered<ApiMetrics>): number {
  if (!apiMetrics.ok) return defaultSeats;
  const known = new Map(apiMetrics.value.seats.map(({ priorityLevel, nominal }) => [priorityLevel, nominal]));
  const nominal = levels.filter(({ shares }) => (shares ?? 0) > 0).map(({ name }) => known.get(name) ?? null);
  const sum = nominal.reduce<number>((total, seats) => total + (seats ?? 0), 0);
  return sum > 0 && nominal.every((seats) => seats !== null) ? sum : defaultSeats;
}
