import { ago } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One of two API servers crashes every few hours',
  story: 'It has had four processes in a day, each of which ran out of memory; the other one runs on.',
  evidence: {
    history: remembering({
      observed: {
        18: {
          apiServers: [
            { lease: 'apiserver-a', holder: 'a2' },
            { lease: 'apiserver-b', holder: 'b1' },
          ],
        },
        12: {
          apiServers: [
            { lease: 'apiserver-a', holder: 'a3' },
            { lease: 'apiserver-b', holder: 'b1' },
          ],
        },
        6: {
          apiServers: [
            { lease: 'apiserver-a', holder: 'a4' },
            { lease: 'apiserver-b', holder: 'b1' },
          ],
        },
      },
    }),
    apiServerProcesses: {
      processes: [
        { lease: 'apiserver-a', holder: 'a5', renewedAt: ago(3) },
        { lease: 'apiserver-b', holder: 'b1', renewedAt: ago(5) },
      ],
    },
  },
  truth: ['restarting-api-server'],
  fail: { 'restarting-api-server': ['high process'] },
};
