import { auditLogging, auditSource, diagnosticSetting, logVisibility } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One event in a hundred is cut',
  story: 'As much as may be lost before percentiles lie; a single slow client can still be behind it.',
  evidence: {
    auditLogging: auditLogging({
      settings: [diagnosticSetting({ mode: 'azureDiagnostics' })],
      source: auditSource({ mode: 'azureDiagnostics', table: 'AzureDiagnostics' }),
    }),
    logVisibility: logVisibility({ rows: 41_000, cutRows: 410 }),
  },
  truth: ['legacy-audit-table'],
  fail: { 'legacy-audit-table': ['low to-law'] },
  unknown: { 'slow-client': 'truncated' },
};
