/** What is known of the failures of a webhook, as people read it. */
import type { ApiMetrics, Count } from '../../evidence/api-metrics.ts';
import type { FailedWebhook } from '../../evidence/logs/webhook-failures.ts';
import type { LoggedWebhook } from '../../evidence/logs/webhook-log-lines.ts';
import type { Excerpt, FindingDraft, Gathered } from '../../model.ts';
import { countOf, formatDuration, listInWords } from '../../shared/format.ts';
import type { FailedCalls } from './failed-calls.ts';
import { sumOf } from './failed-calls.ts';
import type { FailingWebhook, StandingFailure } from './failing-webhooks.ts';
import { secondsSeen } from './log-window.ts';
import type { OwnWebhook } from './own-webhooks.ts';
import { webhookExcerpts } from './own-webhooks.ts';
import type { RefusedCreations } from './refused-creations.ts';
import { webhookFailureCause } from './webhook-failure-cause.ts';

/** `the mutating and validating webhook check.example`; without the type where nobody tells it. */
export function webhookInWords({ failing, places }: StandingFailure): string {
  const types = new Set([
    ...failing.calls.map(({ type }) => type),
    ...places.map(({ configuration: { kind } }) =>
      kind === 'MutatingWebhookConfiguration' ? 'mutating' : 'validating',
    ),
  ]);
  const type = types.size === 0 ? '' : `${[...types].toSorted().join(' and ')} `;
  return `the ${type}webhook ${failing.webhook}`;
}

/** The audit log counts every request on every API server, so its figure goes first where there is one. */
export function observedIn(
  { calls, audited, logged, refused }: FailingWebhook,
  metrics: Gathered<ApiMetrics>,
): FindingDraft['observed'] {
  const total = calls.length === 0 ? null : calls.map((one) => one.total).reduce(sumOf);
  const counted = total === null || !metrics.ok ? [] : [inWords(total, metrics.value)];
  if (audited !== null) {
    const text = [auditedInWords(audited), ...counted].join('; ');
    return { text, value: audited.blocked + audited.ignored, unit: 'requests' };
  }
  if (total === null && logged === null && refused !== null) {
    const text = `${countOf(refused.creations, 'creation')} refused by the events of the last half hour`;
    return { text, value: refused.creations, unit: 'requests' };
  }
  const lines = logged === null ? [] : [`${countOf(callsIn(logged), 'call')} in the log of the API servers`];
  return {
    text: [...counted, ...lines].join('; '),
    value: total === null ? callsIn(logged) : (total.inWindow ?? total.sinceStart),
    unit: 'calls',
  };
}

/** First failure that a log tells; the counters know none. */
export function firstFailure({ audited, logged }: FailingWebhook): string | null {
  return [audited?.firstAt, logged?.firstAt].filter((at) => at !== undefined).toSorted(byTime)[0] ?? null;
}

export function failureExcerpts(
  { failing: { calls, audited, logged, refused }, places }: StandingFailure,
  metrics: Gathered<ApiMetrics>,
): readonly Excerpt[] {
  return [
    ...(audited === null ? [] : clientExcerpts(audited)),
    ...(refused === null ? [] : workloadExcerpts(refused)),
    ...lastFailure(audited, logged),
    ...sampleExcerpts(audited?.sample || logged?.sample || refused?.sample || ''),
    ...callExcerpts(calls, metrics),
    ...placeExcerpts(places),
  ];
}

/** What an API server said, and what that means where it is known. */
export function sampleExcerpts(sample: string): readonly Excerpt[] {
  if (sample === '') return [];
  const cause = webhookFailureCause(sample);
  return [
    { label: 'Sample', value: sample },
    ...(cause === null ? [] : [{ label: 'Which means', value: cause }]),
  ];
}

function inWords({ sinceStart, inWindow }: Count, { windowSeconds }: ApiMetrics): string {
  const lifetime = `${countOf(sinceStart, 'call')} since the API server started`;
  if (inWindow === null || windowSeconds === null) return lifetime;
  return `${countOf(inWindow, 'call')} in ${formatDuration(windowSeconds)}, ${lifetime}`;
}

function auditedInWords({
  blocked,
  blockedSystem,
  ignored,
  window,
}: NonNullable<FailingWebhook['audited']>): string {
  const system = blockedSystem === 0 ? '' : ` (${countOf(blockedSystem, 'request')} of the system)`;
  const parts = [
    ...(blocked === 0 ? [] : [`${countOf(blocked, 'request')} refused${system}`]),
    ...(ignored === 0 ? [] : [`${countOf(ignored, 'request')} let through unchecked`]),
  ];
  return `${parts.join(' and ')} in ${formatDuration(secondsSeen(window))} of audit log`;
}

function callsIn(logged: LoggedWebhook | null): number {
  return logged === null ? 0 : logged.failedClosed + logged.failedOpen;
}

function lastFailure(audited: FailedWebhook | null, logged: LoggedWebhook | null): readonly Excerpt[] {
  const last = [audited?.lastAt, logged?.lastAt]
    .filter((at) => at !== undefined)
    .toSorted(byTime)
    .at(-1);
  return last === undefined ? [] : [{ label: 'Last failure in a log', value: last }];
}

/** At most five are listed, and of those whether they were refused or let through is known of all together only. */
function clientExcerpts({ blocked, ignored, clients }: FailedWebhook): readonly Excerpt[] {
  if (clients.length === 0) return [];
  const label = ignored === 0 ? 'Blocked' : blocked === 0 ? 'Unchecked' : 'Blocked or unchecked';
  const each = clients.map(({ userAgent, username, verb, resource, namespace, requests }) => {
    const where = namespace === '' ? '' : ` in ${namespace}`;
    const who = `${userAgent || '(no user agent)'} as ${username || '(no user)'}`;
    return `${who}: ${verb} ${resource}${where}, ${countOf(requests, 'request')}`;
  });
  return [{ label, value: each.toSorted().join('; ') }];
}

function workloadExcerpts({ workloads, lastAt }: RefusedCreations): readonly Excerpt[] {
  const each = workloads.map(
    ({ kind, name, namespace, creations }) =>
      `${kind}/${name} in ${namespace} (${countOf(creations, 'try', 'tries')})`,
  );
  return [
    { label: 'Workloads that get no pods', value: listInWords(each) },
    { label: 'Last event', value: lastAt },
  ];
}

function callExcerpts(calls: readonly FailedCalls[], metrics: Gathered<ApiMetrics>): readonly Excerpt[] {
  const operations = [...new Set(calls.flatMap((one) => one.operations))].toSorted();
  const startedAt = calls.length > 0 && metrics.ok ? metrics.value.processStartedAt : null;
  return [
    ...(operations.length > 0 ? [{ label: 'Operations', value: operations.join(', ') }] : []),
    ...(startedAt === null ? [] : [{ label: 'API server started', value: startedAt }]),
  ];
}

function placeExcerpts(places: readonly OwnWebhook[]): readonly Excerpt[] {
  const [first] = places;
  if (first === undefined) return [];
  return [
    { label: 'Configured in', value: listInWords(places.map(({ configuration }) => configuration.name)) },
    ...webhookExcerpts(first),
  ];
}

function byTime(left: string, right: string): number {
  return Date.parse(left) - Date.parse(right);
}
