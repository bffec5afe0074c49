/** What to do so that the audit log of a cluster arrives where it can be asked. */
import type { AuditSource, DiagnosticSetting } from '../evidence/audit-logging.ts';
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { idOption } from './azure-cli.ts';
import { links } from './links.ts';

/** A cluster, as far as commands have to name it. */
export interface LoggedCluster {
  /** ARM id; null when it is not known. */
  readonly resourceId: string | null;
  readonly settings: readonly DiagnosticSetting[];
}

export function collectAuditLog({ resourceId, settings }: LoggedCluster): Remediation {
  // One workspace for both logs: what already goes to one should be joined there.
  const workspaceId = settings.find((setting) => setting.workspaceId !== null)?.workspaceId ?? null;
  return {
    summary:
      'Send kube-audit and kube-apiserver to a Log Analytics workspace, into tables of their own, and put the audit table on the Basic plan if its cost matters.',
    steps: [
      ...(workspaceId === null ? [findWorkspace] : []),
      ...roomForOneMore(settings),
      {
        text: 'Create the diagnostic setting. kube-audit-admin in place of kube-audit costs much less, but has no GET and LIST requests, which are most of what overloads an API server.',
        command: settingCommand({
          resourceId,
          settings,
          workspaceId,
          categories: ['kube-audit', 'kube-apiserver'],
        }),
      },
      basicPlan,
      { text: 'The first rows take some minutes to arrive; the next sweep looks again.' },
    ],
    learnMore: links.aksMonitoring,
  };
}

/** For a log that has kube-audit-admin alone. */
export function collectReads({ resourceId, settings }: LoggedCluster, source: AuditSource): Remediation {
  return {
    summary: 'Collect kube-audit in place of kube-audit-admin, on the Basic plan if its cost matters.',
    steps: [
      ...roomForOneMore(settings),
      {
        text: 'Add a diagnostic setting with kube-audit, for as long as it is needed: some days are enough to find out who lists too much.',
        command: settingCommand({
          resourceId,
          settings,
          workspaceId: source.workspaceId,
          categories: ['kube-audit'],
        }),
      },
      {
        text: 'Then take kube-audit-admin out of the older setting: its rows are in kube-audit too, and are paid twice.',
      },
      basicPlan,
    ],
    learnMore: links.aksMonitoring,
  };
}

/** For a setting that sends to AzureDiagnostics. */
export function moveToOwnTables(setting: DiagnosticSetting, resourceId: string | null): Remediation {
  const options = `--name=${shellQuote(setting.name)} ${idOption('resource', resourceId, 'CLUSTER_ID')}`;
  return {
    summary: 'Switch the diagnostic setting to tables of their own (resource-specific).',
    steps: [
      {
        text: 'Save the setting as it is: creating it again by command would drop what the command does not name.',
        command: `az monitor diagnostic-settings show ${options} --output=json > diagnostic-setting.backup.json`,
      },
      {
        text: 'In the Azure portal open Diagnostic settings of the cluster, edit the setting, choose Resource specific as destination table, and save.',
      },
      {
        text: 'Move queries, alerts and workbooks from AzureDiagnostics to AKSAudit, AKSAuditAdmin and AKSControlPlane. Rows that are there already stay where they are.',
      },
      basicPlan,
    ],
    learnMore: links.aksMonitoring,
  };
}

const findWorkspace: RemediationStep = {
  text: 'Choose a workspace (set RESOURCE_GROUP and WORKSPACE); one for many clusters lets the auditor ask for all of them at once.',
  command:
    'WORKSPACE_ID=$(az monitor log-analytics workspace show --resource-group="$RESOURCE_GROUP" --workspace-name="$WORKSPACE" --query=id --output=tsv)',
};

const basicPlan: RemediationStep = {
  text: 'The audit log is paid by the gigabyte and is the largest log of a cluster. On the Basic plan rows cost less to take in, and each query costs by what it reads; the auditor can ask both plans (set RESOURCE_GROUP and WORKSPACE).',
  command:
    'az monitor log-analytics workspace table update --resource-group="$RESOURCE_GROUP" --workspace-name="$WORKSPACE" --name=AKSAudit --plan=Basic',
};

/** Azure keeps five settings of a resource: https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings */
function roomForOneMore(settings: readonly DiagnosticSetting[]): readonly RemediationStep[] {
  return settings.length < 5
    ? []
    : [
        {
          text: 'The cluster has the five diagnostic settings that Azure allows: change one of them, or delete one first.',
        },
      ];
}

interface NewSetting extends LoggedCluster {
  readonly workspaceId: string | null;
  readonly categories: readonly string[];
}

function settingCommand({ resourceId, settings, workspaceId, categories }: NewSetting): string {
  // Azure refuses a second setting that sends a category to the same workspace.
  const sent = settings.filter((setting) => setting.workspaceId === workspaceId && workspaceId !== null);
  const wanted = categories.filter(
    (category) => !sent.some((setting) => setting.categories.includes(category)),
  );
  const logs = JSON.stringify(wanted.map((category) => ({ category, enabled: true })));
  return [
    'az monitor diagnostic-settings create',
    `--name=${freeName(settings)}`,
    idOption('resource', resourceId, 'CLUSTER_ID'),
    idOption('workspace', workspaceId, 'WORKSPACE_ID'),
    '--export-to-resource-specific true',
    `--logs=${shellQuote(logs)}`,
  ].join(' ');
}

/** Creating a setting under a name that is taken replaces it. */
function freeName(settings: readonly DiagnosticSetting[]): string {
  const taken = new Set(settings.map(({ name }) => name.toLowerCase()));
  let name = 'audit-log';
  for (let number = 2; taken.has(name); number += 1) name = `audit-log-${number}`;
  return name;
}
