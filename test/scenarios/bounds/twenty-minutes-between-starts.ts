import { ago } from '../../support/evidence.ts';
import { remembering } from '../../support/healthy-history.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Two of three starts are exactly twenty minutes apart',
  story: 'Too far from each other to be one roll-out.',
  evidence: {
    history: remembering({
      observed: {
        18: { processStartedAt: ago(68_400) },
        12: { processStartedAt: ago(46_800) },
        6: { processStartedAt: ago(45_600) },
      },
    }),
  },
  truth: ['restarting-api-server'],
  fail: { 'restarting-api-server': ['high process'] },
};
