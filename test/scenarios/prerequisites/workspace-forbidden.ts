import { withoutLogs } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The workspace may not be read',
  story:
    'The log may well be there, and the identity of the auditor has no role on the workspace of another team.',
  evidence: { ...withoutLogs('forbidden') },
  truth: [],
  unknown: {
    'missing-audit-logs': 'forbidden',
    'api-timeouts': 'forbidden',
    'slo-violating-calls': 'forbidden',
    'dominant-client': 'forbidden',
    'slow-client': 'forbidden',
    'excessive-list-calls': 'forbidden',
    'excessive-write-calls': 'forbidden',
    'throttled-clients': 'forbidden',
  },
};
