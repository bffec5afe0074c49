import { ago } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'New API servers three times in a day',
  story:
    'AKS scaled the control plane up and up; none of the servers broke down, but all clients listed anew each time.',
  evidence: {
    history: remembering({
      observed: {
        20: { apiServers: [{ lease: 'apiserver-c', holder: 'c1' }] },
        18: { apiServers: [{ lease: 'apiserver-c', holder: 'c1' }] },
        14: { apiServers: [{ lease: 'apiserver-d', holder: 'd1' }] },
        12: { apiServers: [{ lease: 'apiserver-d', holder: 'd1' }] },
        6: { apiServers: [{ lease: 'apiserver-e', holder: 'e1' }] },
      },
    }),
    apiServerProcesses: { processes: [{ lease: 'apiserver-e', holder: 'e1', renewedAt: ago(3) }] },
  },
  truth: ['restarting-api-server'],
  fail: { 'restarting-api-server': ['medium process'] },
};
