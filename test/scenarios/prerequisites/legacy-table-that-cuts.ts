import { auditLogging, auditSource, diagnosticSetting, logVisibility } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'AzureDiagnostics cuts every fiftieth event',
  story:
    'The shared table holds each event as text; what is cut are the largest requests, the very ones that matter.',
  evidence: {
    auditLogging: auditLogging({
      settings: [diagnosticSetting({ mode: 'azureDiagnostics' })],
      source: auditSource({ mode: 'azureDiagnostics', table: 'AzureDiagnostics' }),
    }),
    logVisibility: logVisibility({ rows: 4_000, cutRows: 80, requests: 3_500 }),
  },
  truth: ['legacy-audit-table'],
  fail: { 'legacy-audit-table': ['medium to-law'] },
  unknown: { 'slow-client': 'truncated', 'slo-violating-calls': 'truncated' },
};
