import { missing, withoutLogs } from '../../support/missing.ts';
import { unknownWithoutLogs } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Diagnostic settings may not be read',
  story: 'Where the log goes is not known, so nobody can look there either.',
  evidence: { ...missing('forbidden', 'auditLogging'), ...withoutLogs('forbidden') },
  truth: ['write-only-audit-logs'],
  unknown: {
    ...unknownWithoutLogs('forbidden'),
    'missing-audit-logs': 'forbidden',
    'write-only-audit-logs': 'forbidden',
    'legacy-audit-table': 'forbidden',
  },
};
