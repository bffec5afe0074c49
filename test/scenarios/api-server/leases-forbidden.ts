import { missing } from '../../support/missing.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Leases of the API servers may not be read',
  story: 'One of several answers each time, so that the one which crashes may never have been met.',
  evidence: { ...missing('forbidden', 'apiServerProcesses') },
  truth: ['restarting-api-server'],
  unknown: { 'restarting-api-server': 'forbidden' },
};
