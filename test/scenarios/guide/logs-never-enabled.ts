import { auditLogging } from '../../support/azure-evidence.ts';
import { withoutLogs } from '../../support/missing.ts';
import { unknownWithoutLogs } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster without diagnostic settings',
  story:
    'The first prerequisite of the guide is missing, so no step of it can be taken, and every check of clients says so.',
  evidence: { auditLogging: auditLogging({ settings: [], source: null }), ...withoutLogs('notCollected') },
  truth: ['missing-audit-logs'],
  fail: { 'missing-audit-logs': ['high setting'] },
  unknown: { ...unknownWithoutLogs('notCollected') },
  notApplicable: ['write-only-audit-logs', 'legacy-audit-table'],
};
