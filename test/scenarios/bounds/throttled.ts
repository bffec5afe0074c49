import { failedRequests, failingClient } from '../../support/azure-evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'One client is turned away just seldom enough, another just often enough',
  story: 'One in a thousand of 20,000 requests; and the fewest 429s that are a pattern, ten.',
  evidence: {
    failedRequests: failedRequests([
      failingClient('argocd', 20_000, { throttled: 20 }),
      failingClient('cron', 100, { throttled: 10 }),
    ]),
  },
  truth: ['throttled-clients'],
  fail: { 'throttled-clients': ['medium cron system:serviceaccount:cron:cron'] },
};
