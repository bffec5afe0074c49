import { auditLogging, diagnosticSetting } from '../../support/azure-evidence.ts';
import { withoutLogs } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The audit log goes to a storage account',
  story: 'It is kept for the auditors of the bank, and nobody can ask it anything.',
  evidence: {
    auditLogging: auditLogging({
      settings: [
        diagnosticSetting({ name: 'archive', workspaceId: null, otherDestinations: ['storage account'] }),
      ],
      source: null,
    }),
    ...withoutLogs('notCollected'),
  },
  truth: ['missing-audit-logs'],
  fail: { 'missing-audit-logs': ['high setting'] },
  unknown: {
    'api-timeouts': 'notCollected',
    'slo-violating-calls': 'notCollected',
    'dominant-client': 'notCollected',
    'slow-client': 'notCollected',
    'excessive-list-calls': 'notCollected',
    'excessive-write-calls': 'notCollected',
    'throttled-clients': 'notCollected',
  },
  notApplicable: ['write-only-audit-logs', 'legacy-audit-table'],
};
