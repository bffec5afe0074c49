import { auditLogging, auditSource, diagnosticSetting } from '../../support/azure-evidence.ts';
import { withoutLogs } from '../../support/missing.ts';
import { unknownWithoutLogs } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The old table, and nobody could look into it',
  story:
    'That the log is in AzureDiagnostics is known; how much of it is cut is not, because the workspace throttles.',
  evidence: {
    ...withoutLogs('throttled'),
    auditLogging: auditLogging({
      settings: [diagnosticSetting({ mode: 'azureDiagnostics' })],
      source: auditSource({ mode: 'azureDiagnostics', table: 'AzureDiagnostics' }),
    }),
  },
  truth: ['legacy-audit-table'],
  fail: { 'legacy-audit-table': ['low to-law', 'unseen throttled'] },
  unknown: { ...unknownWithoutLogs('throttled'), 'missing-audit-logs': 'throttled' },
};
