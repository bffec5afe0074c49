import type { AuditLogging, AuditSource, DiagnosticSetting } from '../../evidence/audit-logging.ts';
import type { LogVisibility } from '../../evidence/logs/visibility.ts';
import type { ManagedCluster } from '../../evidence/managed-cluster.ts';
import type { Excerpt, FindingDraft, Gathered, Threshold } from '../../model.ts';
import { moveToOwnTables } from '../../remediation/audit-log.ts';
import { nameInId } from '../../remediation/azure-cli.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { formatCount, formatPercent } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';
import { cutsUnseen } from '../support/cut-events.ts';
import { auditCategories, settingsInWords } from '../support/log-settings.ts';

const thresholds = {
  /** Ours: what is cut are the biggest requests of all, so few of them matter. */
  cut: { value: 0.01, unit: 'ratio', source: links.aksCutEvents },
} as const satisfies Record<string, Threshold>;

export const legacyAuditTable = defineCheck({
  id: 'legacy-audit-table',
  title: 'Audit log in the legacy table',
  passTitle: 'The audit log has tables of its own',
  category: 'prerequisites',
  severity: 'medium',
  guide: 'P',
  rationale:
    'AzureDiagnostics holds each audit event as text and cuts long ones, so that the biggest requests fall out of every query; it has no Basic plan either.',
  remedy: 'Switch the diagnostic setting to resource-specific tables.',
  learnMore: links.aksMonitoring,
  requires: ['auditLogging'],
  uses: ['logVisibility', 'managedCluster'],
  thresholds,
  resolvesAt: { cut: 0.008 },
  evaluate({ auditLogging, logVisibility, managedCluster }, { thresholds: { cut } }) {
    const { settings, source } = auditLogging;
    if (source === null)
      return notApplicable('The audit log does not go to any workspace: see missing-audit-logs.');
    const legacy = settings.filter(isLegacy);
    const findings = legacy.map((setting) => {
      const events = feeds(setting, source) && logVisibility.ok ? cutIn(logVisibility.value) : null;
      return findingOn(setting, auditLogging, { events, cut, cluster: managedCluster });
    });
    const read = legacy.some((setting) => feeds(setting, source));
    return verdictOf(settings.length, findings, read ? unseenIn(logVisibility) : null);
  },
});

/** Sends an audit category to the shared table of a workspace; one of several settings is enough to be paid for. */
function isLegacy({ workspaceId, mode, categories }: DiagnosticSetting): boolean {
  const audit = auditCategories.some((category) => categories.includes(category));
  return workspaceId !== null && mode === 'azureDiagnostics' && audit;
}

/** Whether the rows that the auditor reads come from this setting: only of those it knows how many are cut. */
function feeds({ workspaceId, mode, categories }: DiagnosticSetting, source: AuditSource): boolean {
  const category = source.sees === 'all' ? 'kube-audit' : 'kube-audit-admin';
  return workspaceId === source.workspaceId && mode === source.mode && categories.includes(category);
}

interface CutEvents {
  readonly share: number;
  readonly cut: number;
  readonly unreadable: number;
  readonly rows: number;
}

function cutIn({ rows, cutRows, unreadableRows }: LogVisibility): CutEvents | null {
  return rows === 0 ? null : { share: cutRows / rows, cut: cutRows, unreadable: unreadableRows, rows };
}

function unseenIn(visibility: Gathered<LogVisibility>): Unseen | null {
  return visibility.ok ? null : cutsUnseen(visibility);
}

interface Context {
  /** Null when nothing is known of the rows of this setting. */
  readonly events: CutEvents | null;
  readonly cut: number;
  readonly cluster: Gathered<ManagedCluster>;
}

function findingOn(
  setting: DiagnosticSetting,
  { settings, source }: AuditLogging,
  { events, cut, cluster }: Context,
): FindingDraft {
  const name = cleanText(setting.name, 80);
  const many = events !== null && events.share > cut;
  const observed = many
    ? `the audit log to AzureDiagnostics, and ${formatPercent(events.share)} of its events are cut`
    : 'the audit log to AzureDiagnostics';
  return {
    severity: many ? 'medium' : 'low',
    confidence: 'measured',
    resource: { kind: 'DiagnosticSetting', name: setting.name },
    summary: `The diagnostic setting ${name} sends ${observed}; expected are tables of their own${many ? ` and at most ${formatPercent(cut)} cut events` : ''}.`,
    observed: many ? { text: observed, value: events.share, unit: 'ratio' } : { text: observed },
    ...(many ? { threshold: { ...thresholds.cut, value: cut } } : {}),
    excerpts: [...cutInWords(events), ...readFrom(source), ...settingsInWords(settings)],
    remediation: moveToOwnTables(setting, cluster.ok ? cluster.value.resourceId : null),
  };
}

function cutInWords(events: CutEvents | null): readonly Excerpt[] {
  if (events === null) return [];
  const { cut, rows, unreadable } = events;
  return [
    {
      label: 'Cut events',
      value: `${formatCount(cut)} of ${formatCount(rows)}, ${formatCount(unreadable)} of them beyond recovery`,
    },
  ];
}

/** Which table the auditor itself reads: with several settings it may be another. */
function readFrom(source: AuditSource | null): readonly Excerpt[] {
  if (source === null) return [];
  return [{ label: 'Read from', value: `${source.table} in ${cleanText(nameInId(source.workspaceId), 80)}` }];
}
