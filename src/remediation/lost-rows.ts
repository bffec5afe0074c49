/** What to do about an audit log that is sent and does not arrive. */
import type { AuditSource } from '../evidence/audit-logging.ts';
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { idOption } from './azure-cli.ts';
import { links } from './links.ts';

/** By ARM id of the cluster; null when it is not known. */
export function findLostRows(resourceId: string | null, source: AuditSource): Remediation {
  return {
    summary:
      'Find out where the rows stop: at the setting, at the cap of the workspace, or at the rights of the auditor.',
    steps: [
      {
        text: 'See where the cluster sends its logs. A setting that was made within the last hour may need more time.',
        command: `az monitor diagnostic-settings list ${idOption('resource', resourceId, 'CLUSTER_ID')}`,
      },
      newestRows(source),
      {
        text: 'See whether the workspace has reached its daily cap: it then drops every row until the next day.',
        command: `az monitor log-analytics workspace show --ids=${shellQuote(source.workspaceId)} --query=workspaceCapping`,
      },
      {
        text: 'If people see rows and the auditor does not, give it the role Log Analytics Data Reader on the workspace, and look whether the table is protected.',
      },
    ],
    learnMore: links.aksMonitoring,
  };
}

function newestRows({ table, plan, workspaceGuid, sees }: AuditSource): RemediationStep {
  const category = sees === 'all' ? 'kube-audit' : 'kube-audit-admin';
  const filter = table === 'AzureDiagnostics' ? ` | where Category == "${category}"` : '';
  const kql = `${table}${filter} | summarize Rows = count(), Newest = max(TimeGenerated) by _ResourceId`;
  const text = 'See which clusters have rows of the last day in the workspace, and how old the newest are.';
  // The command line asks Analytics tables only.
  return plan === 'Analytics'
    ? {
        text,
        command: `az monitor log-analytics query --workspace=${shellQuote(workspaceGuid)} --timespan=P1D --analytics-query=${shellQuote(kql)} --output=table`,
      }
    : { text: `${text} Run this in the Logs blade of the workspace.`, kql };
}
