import type { AuditLogging, AuditSource } from '../../evidence/audit-logging.ts';
import type { ManagedCluster } from '../../evidence/managed-cluster.ts';
import type { FindingDraft, Gathered, Missing } from '../../model.ts';
import { collectAuditLog } from '../../remediation/audit-log.ts';
import { nameInId } from '../../remediation/azure-cli.ts';
import { links } from '../../remediation/links.ts';
import { findLostRows } from '../../remediation/lost-rows.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf } from '../../shared/format.ts';
import { defineCheck, notApplicable, unknown, verdictOf } from '../define-check.ts';
import { auditCategories, settingsInWords } from '../support/log-settings.ts';
import { seemsNew } from '../support/new-cluster.ts';

export const missingAuditLogs = defineCheck({
  id: 'missing-audit-logs',
  title: 'Audit log that nobody can ask',
  passTitle: 'The audit log arrives in a workspace',
  category: 'prerequisites',
  severity: 'high',
  guide: 'P',
  rationale:
    'Which client overloads an API server, and by which calls, is told by its audit log alone; what was not collected cannot be had afterwards.',
  remedy: 'Send kube-audit and kube-apiserver to a Log Analytics workspace.',
  learnMore: links.aksMonitoring,
  requires: ['auditLogging'],
  uses: ['logVisibility', 'managedCluster', 'platformMetrics'],
  thresholds: {},
  evaluate({ auditLogging, logVisibility, managedCluster, platformMetrics }) {
    const { settings, source } = auditLogging;
    if (source === null) return verdictOf(settings.length, [notCollected(auditLogging, managedCluster)]);
    // A window that has only some rows is one whose rows are late or whose log is new: they do arrive.
    if (logVisibility.ok) return verdictOf(settings.length, []);
    if (managedCluster.ok && managedCluster.value.powerState === 'Stopped') {
      return notApplicable('The cluster is stopped: an API server that does not run writes no audit log.');
    }
    const { reason, detail, remedy } = logVisibility;
    // Only a workspace that answered proves that rows are missing; everything else is the way there.
    if (reason !== 'notCollected') return unknown(reason, detail, remedy);
    if (seemsNew(managedCluster, platformMetrics)) {
      return unknown(
        'notCollected',
        `The cluster seems to be new, so its first rows may still be on their way. ${detail}`,
        `Audit again in an hour. ${remedy}`,
      );
    }
    const lost = noRows({ logging: auditLogging, source, missing: logVisibility, cluster: managedCluster });
    return verdictOf(settings.length, [lost]);
  },
});

function notCollected({ settings }: AuditLogging, cluster: Gathered<ManagedCluster>): FindingDraft {
  const elsewhere = settings.filter(({ categories }) =>
    auditCategories.some((category) => categories.includes(category)),
  );
  const observed =
    elsewhere.length > 0
      ? `the audit log goes to ${countOf(elsewhere.length, 'place')} that cannot be asked, and to no workspace`
      : settings.length > 0
        ? `none of ${countOf(settings.length, 'diagnostic setting')} collects the audit log`
        : 'there is no diagnostic setting';
  return {
    severity: 'high',
    confidence: 'measured',
    resource: { kind: 'AuditLog', name: 'setting' },
    summary: `The audit log of the cluster cannot be asked: ${observed}; expected is kube-audit in a Log Analytics workspace.`,
    observed: { text: observed },
    excerpts: settingsInWords(settings),
    remediation: collectAuditLog({ resourceId: resourceIdOf(cluster), settings }),
  };
}

interface LostRows {
  readonly logging: AuditLogging;
  readonly source: AuditSource;
  readonly missing: Missing;
  readonly cluster: Gathered<ManagedCluster>;
}

function noRows({ logging: { settings }, source, missing, cluster }: LostRows): FindingDraft {
  const workspace = cleanText(nameInId(source.workspaceId), 80);
  const observed = `no row of it arrived in ${source.table} of the workspace ${workspace}`;
  return {
    severity: 'high',
    // The rows may be there and out of the auditor's sight: protected tables look empty to those who may not read them.
    confidence: 'inferred',
    resource: { kind: 'AuditLog', name: 'rows' },
    summary: `The audit log of the cluster is sent, but ${observed}; expected are rows all the time, because nodes renew their leases every ten seconds.`,
    observed: { text: observed },
    excerpts: [
      { label: 'The workspace', value: cleanText(missing.detail, 400) },
      ...settingsInWords(settings),
    ],
    remediation: findLostRows(resourceIdOf(cluster), source),
  };
}

function resourceIdOf(cluster: Gathered<ManagedCluster>): string | null {
  return cluster.ok ? cluster.value.resourceId : null;
}
