import { withoutLogs } from '../../support/missing.ts';
import { unknownWithoutLogs } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The log is sent, and nothing arrives',
  story: 'The setting names a workspace whose daily cap is reached every morning; the cluster is years old.',
  evidence: { ...withoutLogs('notCollected') },
  truth: ['missing-audit-logs'],
  fail: { 'missing-audit-logs': ['high rows'] },
  unknown: { ...unknownWithoutLogs('notCollected') },
};
