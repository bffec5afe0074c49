import { withoutLogs } from '../../support/missing.ts';
import { unknownWithoutLogs } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The workspace may not be read',
  story:
    'The log may well be there, and the identity of the auditor has no role on the workspace of another team.',
  evidence: { ...withoutLogs('forbidden') },
  truth: [],
  unknown: { ...unknownWithoutLogs('forbidden'), 'missing-audit-logs': 'forbidden' },
};
