import { webhookLogLines } from '../../support/azure-evidence.ts';
import { ago } from '../../support/evidence.ts';
import type { Scenario } from '../../support/scenario.ts';

export const scenario: Scenario = {
  title: 'The log of the API servers tells of a failure and not whose',
  story: 'A line in a form that does not name the webhook; everything else is quiet.',
  evidence: {
    webhookLogLines: webhookLogLines({
      webhooks: [
        {
          webhook: '',
          failedClosed: 6,
          failedOpen: 0,
          firstAt: ago(3_000),
          lastAt: ago(1_200),
          sample: 'failed calling webhook, failing closed',
        },
      ],
    }),
  },
  truth: ['failing-webhook'],
  fail: { 'failing-webhook': ['high (not named)'] },
};
