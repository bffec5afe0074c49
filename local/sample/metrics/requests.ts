/** Requests to the API server: counts, durations, sizes. */
import { uptimeSeconds } from '../story.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { failuresSinceStart } from './admission.ts';
import { callRates } from './calls.ts';
import type { CallRate } from './calls.ts';
import type { KindCount } from './counts.ts';
import { distribution, durationBounds, spread } from './distribution.ts';
import type { Family, Labels, Sample } from './text.ts';

const sizeBounds = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const;

export function requestMetrics(story: Story, moment: Moment, kinds: readonly KindCount[]): readonly Family[] {
  const uptime = uptimeSeconds(story, moment);
  const calls = callRates(story, kinds).map((call) => ({
    ...call,
    labels: labelsOf(call),
    count: Math.floor(call.perSecond * uptime),
  }));
  const reads = calls.filter(({ verb }) => verb === 'GET' || verb === 'LIST');
  return [
    {
      name: 'apiserver_request_total',
      help: 'Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.',
      stability: 'STABLE',
      type: 'counter',
      samples: [
        ...calls.map(({ labels, code, count }) => ({
          labels: { ...labels, code, dry_run: '' },
          value: count,
        })),
        ...failures(story, moment),
      ],
    },
    {
      name: 'apiserver_request_duration_seconds',
      help: 'Response latency distribution in seconds for each verb, dry run value, group, version, resource, subresource, scope and component.',
      stability: 'STABLE',
      type: 'histogram',
      samples: calls.map(({ labels, count, meanSeconds }) =>
        distribution({ ...labels, dry_run: '' }, durationBounds, count, meanSeconds),
      ),
    },
    {
      ...serviceLevelName(story.version.minor),
      stability: 'ALPHA',
      type: 'histogram',
      samples: calls
        .filter(({ verb }) => verb !== 'WATCH')
        .map(({ labels, count, meanSeconds }) =>
          distribution(labels, durationBounds.slice(2), count, meanSeconds * 0.9),
        ),
    },
    {
      name: 'apiserver_response_sizes',
      help: 'Response size distribution in bytes for each group, version, verb, resource, subresource, scope and component.',
      stability: 'STABLE',
      type: 'histogram',
      samples: reads.map(({ labels, count, verb, resource }) =>
        distribution(labels, sizeBounds, count, spread(`${verb}${resource}`, 900, 60_000)),
      ),
    },
    {
      name: 'apiserver_current_inflight_requests',
      help: 'Maximal number of currently used inflight request limit of this apiserver per request kind in last second.',
      stability: 'STABLE',
      type: 'gauge',
      samples: [
        { labels: { request_kind: 'mutating' }, value: Math.ceil(story.requestsPerSecond / 90) },
        { labels: { request_kind: 'readOnly' }, value: Math.ceil(story.requestsPerSecond / 45) },
      ],
    },
  ];
}

/** What was called `slo` is called `sli` since 1.26. */
function serviceLevelName(minor: number): { readonly name: string; readonly help: string } {
  const word = minor >= 26 ? 'sli' : 'slo';
  return {
    name: `apiserver_request_${word}_duration_seconds`,
    help: 'Response latency distribution (not counting webhook duration and priority & fairness queue wait times) in seconds for each verb, group, version, resource, subresource, scope and component.',
  };
}

/** A write whose webhook cannot be called is answered 500; now and then something else goes wrong. */
function failures(story: Story, moment: Moment): readonly Sample[] {
  const uptime = uptimeSeconds(story, moment);
  const labels = {
    component: 'apiserver',
    dry_run: '',
    group: '',
    resource: 'pods',
    scope: 'resource',
    subresource: '',
    version: 'v1',
  };
  const byWebhooks = story.failedCalls.reduce(
    (sum, call) => sum + failuresSinceStart(call, story, moment),
    0,
  );
  return [
    { labels: { ...labels, code: '409', verb: 'PUT' }, value: Math.floor(uptime * 0.05) },
    { labels: { ...labels, code: '404', verb: 'GET' }, value: Math.floor(uptime * 0.4) },
    { labels: { ...labels, code: '504', verb: 'GET' }, value: Math.floor(uptime * 0.000_2) },
    { labels: { ...labels, code: '500', verb: 'POST' }, value: byWebhooks },
  ];
}

function labelsOf({ verb, group, version, resource, subresource, scope }: CallRate): Labels {
  return { verb, group, version, resource, subresource, scope, component: 'apiserver' };
}
