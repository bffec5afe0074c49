import { callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Writers that are each exactly at a bound',
  story: 'Twenty updates a second; half of the updates in vain; five updates a second in vain.',
  evidence: {
    latencyByCall: latencyByCall([
      callLatency('frequent', { verb: 'patch', resource: 'configmaps', apiGroup: '', requests: 71_960 }),
      callLatency('half-in-vain', {
        verb: 'update',
        resource: 'configmaps',
        apiGroup: '',
        requests: 40_000,
        versionedWrites: 40_000,
        unchangedWrites: 20_000,
      }),
      callLatency('seldom-in-vain', {
        verb: 'update',
        resource: 'configmaps',
        apiGroup: '',
        requests: 18_000,
        versionedWrites: 18_000,
        unchangedWrites: 17_990,
      }),
    ]),
  },
  truth: [],
};
