import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'A client is held down as its owner wants it',
  story:
    'The flow schema of the guide does its work: a third of the bad client’s LISTs are turned away, and nobody else’s.',
  evidence: {
    failedRequests: failedRequests([failingClient('bad-client', 3_000, { throttled: 1_000 })]),
  },
  truth: [],
  fail: { 'throttled-clients': ['medium bad-client system:serviceaccount:bad-client:bad-client'] },
  knownFalseAlarm: {
    'throttled-clients':
      'The audit log does not tell which level turned a request away, so a level that is a cap on purpose looks like one that is too small; a suppression says that it is wanted.',
  },
};
