/** Calls of admission webhooks: how long they took, and those that could not be made. */
import { processStart, uptimeSeconds } from '../story.ts';
import type { FailedCalls, Story } from '../story.ts';
import { isThere, timesOf } from '../time.ts';
import type { Moment } from '../time.ts';
import { distribution, spread } from './distribution.ts';
import type { Family, Labels } from './text.ts';

/** The last two came with 1.27: https://github.com/kubernetes/apiserver/blob/master/pkg/admission/metrics/metrics.go */
function boundsOf(minor: number): readonly number[] {
  return [0.005, 0.025, 0.1, 0.5, 1, 2.5, ...(minor >= 27 ? [10, 25] : [])];
}

export function admissionMetrics(story: Story, moment: Moment): readonly Family[] {
  const calls = callsOf(story, moment);
  const failed = story.failedCalls
    .map((call) => ({ labels: failureLabels(call), value: failuresSinceStart(call, story, moment) }))
    // A series begins with the first failure of the process.
    .filter(({ value }) => value > 0);
  return [
    {
      name: 'apiserver_admission_webhook_admission_duration_seconds',
      help: 'Admission webhook latency histogram in seconds, identified by name and broken out for each operation and API resource and type (validate or admit).',
      stability: 'STABLE',
      type: 'histogram',
      samples: calls.map(({ labels, count, mean }) =>
        distribution({ ...labels, rejected: 'false' }, boundsOf(story.version.minor), count, mean),
      ),
    },
    {
      name: 'apiserver_admission_webhook_request_total',
      help: 'Admission webhook request total, identified by name and broken out for each admission type (validating or mutating) and operation. Additional labels specify whether the request was rejected or not and an HTTP status code.',
      stability: 'ALPHA',
      type: 'counter',
      samples: calls.map(({ labels, count }) => ({
        labels: { ...labels, code: '200', rejected: 'false' },
        value: count,
      })),
    },
    {
      name: 'apiserver_admission_webhook_rejection_count',
      help: 'Admission webhook rejection count, identified by name and broken out for each admission type (validating or admit) and operation. Additional labels specify an error type (calling_webhook_error or apiserver_internal_error if an error occurred; no_error otherwise) and optionally a non-zero rejection code if the webhook rejects the request with an HTTP status code (honored by the apiserver when the code is greater or equal to 400). Codes greater than 600 are truncated to 600, to keep the metrics cardinality bounded.',
      stability: 'ALPHA',
      type: 'counter',
      samples: failed,
    },
  ];
}

function callsOf(
  story: Story,
  moment: Moment,
): readonly { readonly labels: Labels; readonly count: number; readonly mean: number }[] {
  const uptime = uptimeSeconds(story, moment);
  const present = story.webhookConfigurations.filter((one) => isThere(one, moment));
  return present.flatMap(({ kind, webhooks }) =>
    webhooks.flatMap(({ name, rules }) => {
      const type = kind === 'MutatingWebhookConfiguration' ? 'admit' : 'validating';
      const operations = new Set(rules.flatMap((rule) => rule.operations));
      return [...operations]
        .filter((operation) => operation !== '*')
        .map((operation) => ({
          labels: { name, operation, type },
          count: Math.floor(uptime * spread(`${name} ${operation}`, 0.02, 0.3)),
          mean: story.times.webhooks?.[name] ?? spread(name, 0.006, 0.03),
        }));
    }),
  );
}

/** How many of these calls failed since the process started. */
export function failuresSinceStart(call: FailedCalls, story: Story, moment: Moment): number {
  const { from, to } = timesOf(call, moment.begun);
  const first = Math.max(from, processStart(story, moment).getTime());
  const seconds = (Math.min(to, moment.now.getTime()) - first) / 1000;
  return Math.max(0, Math.floor(call.perSecond * seconds));
}

/** `mutating` is `admit` here: https://github.com/kubernetes/apiserver/blob/master/pkg/admission/metrics/metrics.go */
function failureLabels({ webhook, type, operation }: FailedCalls): Labels {
  return {
    error_type: 'calling_webhook_error',
    name: webhook,
    operation,
    rejection_code: '0',
    type: type === 'mutating' ? 'admit' : 'validating',
  };
}
