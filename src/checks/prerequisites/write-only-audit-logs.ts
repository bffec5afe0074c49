import type { AuditLogging, AuditSource } from '../../evidence/audit-logging.ts';
import type { FindingDraft, Gathered } from '../../model.ts';
import type { ManagedCluster } from '../../evidence/managed-cluster.ts';
import { collectReads } from '../../remediation/audit-log.ts';
import { nameInId } from '../../remediation/azure-cli.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';
import { settingsInWords } from '../support/log-settings.ts';

export const writeOnlyAuditLogs = defineCheck({
  id: 'write-only-audit-logs',
  title: 'Audit log without reads',
  passTitle: 'The audit log has reads and writes',
  category: 'prerequisites',
  severity: 'medium',
  guide: 'P',
  rationale:
    'The category kube-audit-admin leaves out GET and LIST, so the client that overloads an API server by listing cannot be found in it.',
  remedy: 'Collect kube-audit, on the Basic plan if its cost matters.',
  learnMore: links.aksMonitoring,
  requires: ['auditLogging'],
  uses: ['managedCluster'],
  thresholds: {},
  evaluate({ auditLogging, managedCluster }) {
    const { source } = auditLogging;
    if (source === null)
      return notApplicable('The audit log does not go to any workspace: see missing-audit-logs.');
    return verdictOf(1, source.sees === 'all' ? [] : [findingOn(auditLogging, source, managedCluster)]);
  },
});

function findingOn(
  { settings }: AuditLogging,
  source: AuditSource,
  cluster: Gathered<ManagedCluster>,
): FindingDraft {
  const workspace = cleanText(nameInId(source.workspaceId), 80);
  const observed = `only kube-audit-admin goes to the workspace ${workspace}, which has no GET and LIST requests`;
  return {
    severity: 'medium',
    confidence: 'measured',
    // The workspace may change without the problem going away.
    resource: { kind: 'AuditLog', name: 'reads' },
    summary: `Of the audit log ${observed}; expected is kube-audit.`,
    observed: { text: observed },
    excerpts: [
      { label: 'Read from', value: `${source.table}, plan ${source.plan}` },
      ...settingsInWords(settings),
    ],
    remediation: collectReads({ resourceId: cluster.ok ? cluster.value.resourceId : null, settings }, source),
  };
}
