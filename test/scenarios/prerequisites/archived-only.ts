import { auditLogging, diagnosticSetting } from '../../support/azure-evidence.ts';
import { withoutLogs } from '../../support/missing.ts';
import { unknownWithoutLogs } from '../../support/unknown-without.ts';
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
  unknown: { ...unknownWithoutLogs('notCollected') },
  notApplicable: ['write-only-audit-logs', 'legacy-audit-table'],
};
