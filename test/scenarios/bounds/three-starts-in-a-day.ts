import { ago } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'An API server with exactly three starts in exactly a day',
  story: 'The first of them came at some time after the audit of 24 hours ago.',
  evidence: {
    history: remembering({
      observed: {
        18: { apiServers: [{ lease: 'apiserver-a', holder: 'a2' }] },
        12: { apiServers: [{ lease: 'apiserver-a', holder: 'a3' }] },
        6: { apiServers: [{ lease: 'apiserver-a', holder: 'a4' }] },
      },
    }),
    apiServerProcesses: { processes: [{ lease: 'apiserver-a', holder: 'a4', renewedAt: ago(3) }] },
  },
  truth: ['restarting-api-server'],
  fail: { 'restarting-api-server': ['high process'] },
};
