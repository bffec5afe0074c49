import { auditLogging, auditSource, diagnosticSetting, logVisibility } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The slow requests are the very events that were cut',
  story:
    'The log service cuts long events, and those of a client that lists large objects have lost their times.',
  evidence: {
    auditLogging: auditLogging({
      settings: [diagnosticSetting({ mode: 'azureDiagnostics' })],
      source: auditSource({ mode: 'azureDiagnostics', table: 'AzureDiagnostics' }),
    }),
    logVisibility: logVisibility({ cutRows: 2_000 }),
  },
  truth: ['slow-client', 'legacy-audit-table'],
  fail: { 'legacy-audit-table': ['medium to-law'] },
  unknown: { 'slow-client': 'truncated', 'slo-violating-calls': 'truncated' },
};
