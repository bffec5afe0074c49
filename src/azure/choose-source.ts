/** Which of the places that audit events of a cluster go to shows most. */
import type { AuditSource, DiagnosticSetting, TableMode, TablePlan } from '../evidence/audit-logging.ts';
import type { Missing } from '../model.ts';

/** What is known of a workspace that a setting names. */
export interface WorkspaceFacts {
  readonly ok: true;
  /** The id that the query API wants. */
  readonly guid: string;
  /** Plans of the tables that are asked for. */
  readonly plans: Readonly<Record<string, TablePlan>>;
}

/** By ARM id, lower case. */
export type Workspaces = ReadonlyMap<string, WorkspaceFacts | Missing>;

/**
 * The best source; null when no audit category goes to a workspace at all. When a workspace that cannot be read may show
 * more than the best that can, that is the answer: a log of writes must not pass for all there is.
 */
export function chooseSource(
  settings: readonly DiagnosticSetting[],
  workspaces: Workspaces,
): AuditSource | Missing | null {
  const candidates = settings.flatMap(candidatesOf);
  const hidden = candidates.flatMap((candidate) => {
    const workspace = workspaces.get(candidate.workspaceId);
    return workspace?.ok === false ? [{ candidate, workspace }] : [];
  });
  const [best] = candidates
    .flatMap((candidate) => sourceOf(candidate, settings, workspaces))
    .sort((left, right) => compare(rank(left), rank(right)));
  const better = hidden.find(
    ({ candidate, workspace }) =>
      best === undefined ||
      // A workspace that is gone shows nothing to anybody.
      (workspace.reason !== 'notCollected' && sight[candidate.sees] < sight[best.sees]),
  );
  return better?.workspace ?? best ?? null;
}

/** Tables whose plans matter for these settings, by workspace. */
export function tablesOf(settings: readonly DiagnosticSetting[]): ReadonlyMap<string, ReadonlySet<string>> {
  const tables = new Map<string, Set<string>>();
  for (const { workspaceId, table } of settings.flatMap((setting) => [
    ...candidatesOf(setting),
    ...controlPlaneOf(setting),
  ])) {
    tables.set(workspaceId, (tables.get(workspaceId) ?? new Set()).add(table));
  }
  return tables;
}

type Candidate = Pick<AuditSource, 'workspaceId' | 'mode' | 'sees' | 'table'>;

/** Category → table: https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs */
const tables = { all: 'AKSAudit', writes: 'AKSAuditAdmin', controlPlane: 'AKSControlPlane' } as const;
const sharedTable = 'AzureDiagnostics';

function candidatesOf({ workspaceId, mode, categories }: DiagnosticSetting): Candidate[] {
  if (workspaceId === null) return [];
  const seen = [
    ...(categories.includes('kube-audit') ? (['all'] as const) : []),
    ...(categories.includes('kube-audit-admin') ? (['writes'] as const) : []),
  ];
  return seen.map((sees) => ({ workspaceId, mode, sees, table: tableOf(mode, tables[sees]) }));
}

function controlPlaneOf({
  workspaceId,
  mode,
  categories,
}: DiagnosticSetting): { workspaceId: string; table: string }[] {
  return workspaceId === null || !categories.includes('kube-apiserver')
    ? []
    : [{ workspaceId, table: tableOf(mode, tables.controlPlane) }];
}

function tableOf(mode: TableMode, own: string): string {
  return mode === 'resourceSpecific' ? own : sharedTable;
}

function sourceOf(
  candidate: Candidate,
  settings: readonly DiagnosticSetting[],
  workspaces: Workspaces,
): AuditSource[] {
  const workspace = workspaces.get(candidate.workspaceId);
  if (workspace?.ok !== true) return [];
  const { guid, plans } = workspace;
  const [controlPlane] = settings
    .flatMap(controlPlaneOf)
    .filter(({ workspaceId }) => workspaceId === candidate.workspaceId)
    .map(({ table }) => ({ table, plan: planOf(plans, table) }))
    .sort((left, right) => cost[left.plan] - cost[right.plan]);
  return [
    {
      ...candidate,
      workspaceGuid: guid,
      plan: planOf(plans, candidate.table),
      controlPlane: controlPlane ?? null,
    },
  ];
}

/** A table that has no plan of its own is on the plan that all tables start with. */
function planOf(plans: WorkspaceFacts['plans'], table: string): TablePlan {
  return plans[table] ?? 'Analytics';
}

const sight = { all: 0, writes: 1 } as const;
const cost: Readonly<Record<TablePlan, number>> = { Analytics: 0, Basic: 1, Auxiliary: 2 };

/** What shows more comes first, then what is cheaper to ask, then what cuts no events; the id only to be steady. */
function rank({ sees, plan, mode, controlPlane, workspaceId }: AuditSource): readonly (number | string)[] {
  return [
    sight[sees],
    cost[plan],
    mode === 'resourceSpecific' ? 0 : 1,
    controlPlane === null ? 1 : 0,
    workspaceId,
  ];
}

function compare(left: readonly (number | string)[], right: readonly (number | string)[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
