import { ago } from '../../support/evidence.ts';
import { logsOver } from '../../support/healthy-logs.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'Just enough log for rates',
  story:
    'Ten minutes are the least that rates are made from; for a mean over a quarter of an hour it takes more.',
  evidence: { ...logsOver({ from: ago(1_500), seenFrom: ago(1_500), seenTo: ago(900) }) },
  truth: [],
  unknown: { 'slow-client': 'notCollected' },
};
