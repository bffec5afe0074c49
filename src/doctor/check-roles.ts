/** Each role that Azure has to give: proven by an answer, refused, or why nobody asked. */
import type { ClusterRef } from '../model.ts';
import { countOf, listInWords } from '../shared/format.ts';
import { assignRole } from './assign-role.ts';
import { type AzureAction, azureActionOf, azureServices } from './azure-action.ts';
import { type DeclaredRule, declaredRules, ruleId, ruleOf } from './azure-rules.ts';
import type { Causes } from './cause.ts';
import { claimsOf } from './check-identity.ts';
import { unknownWithout } from './consequences.ts';
import { type DoctorItem, itemOf } from './report.ts';
import type { Seen } from './seen.ts';

const check = 'roles';

export function checkRoles(seen: Seen, causes: Causes): readonly DoctorItem[] {
  if (seen.settings.fleet?.kind === 'kubeconfig') return [notNeeded];
  const asked = answersByRule(seen);
  const items: DoctorItem[] = [];
  // In their order: what the first ones refuse keeps the later ones from being asked.
  for (const declared of declaredRules) {
    items.push(roleItem(declared, asked.get(ruleId(declared)) ?? [], { seen, causes, before: items }));
  }
  return items;
}

const notNeeded = itemOf({
  id: 'roles:none',
  check,
  status: 'skipped',
  what: 'Roles in Azure',
  detail: 'The fleet comes from a kubeconfig, so that Azure is not asked.',
});

interface RuleAnswer extends AzureAction {
  readonly status: number | null;
}

function answersByRule({ witnessed }: Seen): ReadonlyMap<string, readonly RuleAnswer[]> {
  const answers = witnessed.azure.flatMap(({ url, status }) => {
    const asked = azureActionOf(url);
    const declared = asked === null ? null : ruleOf(asked.action);
    return asked === null || declared === null ? [] : [{ id: ruleId(declared), ...asked, status }];
  });
  return Map.groupBy(answers, ({ id }) => id);
}

interface RoleContext {
  readonly seen: Seen;
  readonly causes: Causes;
  readonly before: readonly DoctorItem[];
}

function roleItem(declared: DeclaredRule, answers: readonly RuleAnswer[], context: RoleContext): DoctorItem {
  const refused = answers.filter(({ status }) => status === 403);
  // Rights come before existence: who is told that something is not there may read it.
  const allowed = answers.filter(({ status }) => status !== null && (status < 300 || status === 404));
  if (refused.length > 0) return refusedItem(declared, refused, context.seen);
  const { what, id } = namesOf(declared);
  const unseen = declared.kinds.includes('managedCluster') ? unseenFleet(context.seen) : null;
  if (unseen !== null) return itemOf({ id, check, status: 'unknown', what, ...unseen });
  if (allowed.length > 0) {
    return itemOf({
      id,
      check,
      status: 'ok',
      what,
      detail: `Proven by ${countOf(allowed.length, 'answer')}.`,
    });
  }
  return notProvenItem(declared, answers, context);
}

function namesOf(declared: DeclaredRule) {
  const { role, scope } = declared.rule;
  // Two rules may want the same role at the same place.
  const actions = listInWords(
    declared.rule.actions.map((action) => action.slice(action.indexOf('/') + 1)),
    2,
  );
  return { id: ruleId(declared), what: `${role ?? 'A role of your own'} on ${scope} (${actions})` };
}

/** Resource Graph refuses nobody: it shows less. */
function unseenFleet({ pass }: Seen) {
  const isSeen = pass === null || !pass.fleet.ok || pass.fleet.value.unseen.length === 0;
  return isSeen ? null : { detail: 'A part of the fleet cannot be seen.', because: 'fleet:unseen' };
}

function refusedItem(declared: DeclaredRule, refused: readonly RuleAnswer[], seen: Seen): DoctorItem {
  const { rule, kinds } = declared;
  const { id, what } = namesOf(declared);
  const scopes = [...new Set(refused.map((answer) => scopeOf(answer, declared, seen)))];
  const actions = [...rule.actions, ...rule.dataActions];
  const names = scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1));
  return itemOf({
    id,
    check,
    status: rule.without === null ? 'missing' : 'warning',
    what,
    detail:
      `The identity of the auditor may not: ${listInWords(actions)}, at ${listInWords(names)}.` +
      (rule.without === null ? '' : ` Without it ${rule.without}.`),
    remedy: `Assign the role ${rule.role ?? 'of docs/permissions.md'} to the identity of the auditor; it takes some minutes to work.`,
    commands: scopes.map((scope) =>
      assignRole(rule.role ?? 'AKS Fleet Auditor', scope, claimsOf(seen.tokens)),
    ),
    clusters: clustersAt(refused, declared, seen).map(({ name }) => name),
    unknownChecks: rule.without === null ? unknownWithout(kinds, seen.checks) : [],
  });
}

/** Where the role belongs, which may be above what was refused. */
function scopeOf({ scope }: RuleAnswer, { rule }: DeclaredRule, seen: Seen): string {
  if (rule.scope.startsWith('each workspace')) return workspaceOf(scope, seen);
  const [, subscription] = /^(\/subscriptions\/[^/]+)/u.exec(scope) ?? [];
  return subscription ?? scope;
}

/** Queries name a workspace by its GUID. */
function workspaceOf(scope: string, { pass }: Seen): string {
  for (const { auditLogging } of pass?.evidence.values() ?? []) {
    const source = auditLogging?.ok === true ? auditLogging.value.source : null;
    if (source?.workspaceGuid.toLowerCase() === scope) return source.workspaceId;
  }
  return scope;
}

function clustersAt(
  refused: readonly RuleAnswer[],
  { kinds }: DeclaredRule,
  { pass }: Seen,
): readonly ClusterRef[] {
  if (pass === null || !pass.fleet.ok) return [];
  const scopes = new Set(refused.map(({ scope }) => scope));
  return pass.fleet.value.clusters
    .map(({ cluster }) => cluster)
    .filter(({ id, key }) => {
      if (scopes.has(id.toLowerCase())) return true;
      const evidence = pass.evidence.get(key) ?? {};
      const source = evidence.auditLogging?.ok === true ? evidence.auditLogging.value.source : null;
      const sends =
        source !== null &&
        [source.workspaceId, source.workspaceGuid.toLowerCase()].some((place) => scopes.has(place));
      return sends || kinds.some((kind) => isForbidden(evidence[kind]));
    });
}

function isForbidden(one: { readonly ok: boolean; readonly reason?: string } | undefined): boolean {
  return one !== undefined && !one.ok && one.reason === 'forbidden';
}

function notProvenItem(
  declared: DeclaredRule,
  answers: readonly RuleAnswer[],
  { seen, causes, before }: RoleContext,
): DoctorItem {
  const { id, what } = namesOf(declared);
  const unknown = (detail: string, because: string | null): DoctorItem =>
    itemOf({ id, check, status: 'unknown', what, detail, because });
  const skipped = (detail: string): DoctorItem => itemOf({ id, check, status: 'skipped', what, detail });

  if (declared.kinds.includes('nodeEgress')) {
    const isOn = seen.settings.fleet?.kind === 'azure' && seen.settings.fleet.nodeEgressProbe;
    return isOn
      ? itemOf({ id, check, status: 'warning', what, ...unprovable })
      : skipped('The probe on nodes is not switched on (NODE_EGRESS_PROBE).');
  }
  const [action = ''] = declared.rule.actions.slice(-1);
  const service = serviceOf(action);
  if (answers.length > 0) {
    const statuses = new Set(answers.map(({ status }) => (status === null ? 'no answer' : String(status))));
    const reason = statuses.has('401') ? 'forbidden' : 'unreachable';
    const because = causes.ofService(service, reason);
    const found = unknown(
      `${azureServices[service].name} gave no answer that proves it: ${listInWords([...statuses])}.`,
      because,
    );
    return because === null ? { ...found, remedy: tryAgain } : found;
  }
  const because =
    causes.ofSettings() !== null && seen.pass === null
      ? causes.ofSettings()
      : (causes.ofAudience(service) ?? fleetProblem(seen) ?? earlierProblem(declared, before));
  if (because !== null) return unknown('Nobody could ask.', because);
  return skipped(
    declared.kinds.includes('apiAccess')
      ? 'No API server was to be asked for.'
      : 'No cluster that was found sends its audit log to a workspace.',
  );
}

const unprovable = {
  detail: 'It is needed when a node falls silent, and cannot be proven without running a command on a node.',
  remedy: 'See that the role of docs/permissions.md is assigned at the node resource groups.',
};

const tryAgain = 'Try again; if it stays so, look at Azure Service Health.';

function serviceOf(action: string): AzureAction['service'] {
  if (action.endsWith('/query/read')) return 'logs';
  return action.includes('/metrics/') ? 'metrics' : 'resourceManager';
}

function fleetProblem({ pass }: Seen): string | null {
  if (pass === null || !pass.fleet.ok) return 'fleet:list';
  return pass.fleet.value.clusters.length === 0 ? 'fleet:unseen' : null;
}

/** Workspaces come from diagnostic settings, and queries from workspaces. */
function earlierProblem({ kinds }: DeclaredRule, before: readonly DoctorItem[]): string | null {
  const ofLogs = kinds.includes('auditLogging') || kinds.includes('logVisibility');
  const refused = before.find(({ id, status }) => status === 'missing' && /insights|workspaces/iu.test(id));
  return ofLogs ? (refused?.id ?? null) : null;
}
