import { auditLogging } from '../../support/azure-evidence.ts';
import { withoutLogs } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A cluster without diagnostic settings',
  story:
    'The first prerequisite of the guide is missing, so no step of it can be taken, and every check of clients says so.',
  evidence: { auditLogging: auditLogging({ settings: [], source: null }), ...withoutLogs('notCollected') },
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
