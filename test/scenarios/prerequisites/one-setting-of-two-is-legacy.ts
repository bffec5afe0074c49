import { auditLogging, diagnosticSetting } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Two settings, one of them of the old kind',
  story:
    'The security team still sends the log to its own workspace, in the old form; the platform team has tables of its own.',
  evidence: {
    auditLogging: auditLogging({
      settings: [
        diagnosticSetting(),
        diagnosticSetting({
          name: 'to-siem',
          mode: 'azureDiagnostics',
          workspaceId:
            '/subscriptions/x/resourcegroups/siem/providers/microsoft.operationalinsights/workspaces/siem',
        }),
      ],
    }),
  },
  truth: ['legacy-audit-table'],
  fail: { 'legacy-audit-table': ['low to-siem'] },
};
