/** Where the audit log of a cluster goes, and what can be seen there. */

/** Plan of a Log Analytics table: what may be asked of it, how often, at what price. */
export type TablePlan = 'Analytics' | 'Basic' | 'Auxiliary';
/** Own tables (AKSAudit, …), or the shared AzureDiagnostics. */
export type TableMode = 'resourceSpecific' | 'azureDiagnostics';

export interface DiagnosticSetting {
  readonly name: string;
  /** ARM id of the workspace, lower case; null when it goes elsewhere only. */
  readonly workspaceId: string | null;
  readonly mode: TableMode;
  /** Enabled log categories; category groups are resolved (`audit`, `allLogs`). */
  readonly categories: readonly string[];
  /** Storage account, event hub, partner. */
  readonly otherDestinations: readonly string[];
}

/** The place that queries of this cluster go to: the one that shows most. */
export interface AuditSource {
  readonly workspaceId: string;
  /** GUID that the query API wants (`customerId`). */
  readonly workspaceGuid: string;
  readonly mode: TableMode;
  /** `all` with kube-audit; `writes` with kube-audit-admin alone, which leaves out GET and LIST. */
  readonly sees: 'all' | 'writes';
  /** AKSAudit, AKSAuditAdmin or AzureDiagnostics. */
  readonly table: string;
  readonly plan: TablePlan;
  /** Where the kube-apiserver category goes in the same workspace; null when it is not collected there. */
  readonly controlPlane: { readonly table: string; readonly plan: TablePlan } | null;
}

export interface AuditLogging {
  readonly settings: readonly DiagnosticSetting[];
  /** Null when no enabled audit category goes to a workspace. */
  readonly source: AuditSource | null;
}
