import { ago } from '../../support/evidence.ts';
import { logsOver } from '../../support/healthy-logs.ts';
import { unknownWithoutLogs } from '../../support/unknown-without.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A sweep two minutes after the last one',
  story:
    'Somebody pressed the button: two minutes of log are too few to call a rate a rate, or silence health.',
  evidence: { ...logsOver({ from: ago(1_020), seenFrom: ago(1_019) }) },
  truth: [],
  unknown: { ...unknownWithoutLogs('notCollected') },
};
