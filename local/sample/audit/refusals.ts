/** Writes that the API server refuses because it cannot call a webhook: one story for metrics, audit log and its own log. */
import type { FailedCalls, RefusedWrites, Story } from '../story.ts';
import type { Period } from '../time.ts';
import type { Traffic } from '../traffic.ts';

// https://github.com/kubernetes/apiserver/blob/master/pkg/util/webhook/error.go
function callError(webhook: string, { url, cause }: RefusedWrites): string {
  return `failed calling webhook "${webhook}": failed to call webhook: Post "${url}": ${cause}`;
}

/** The refused writes as traffic. */
export function refusedWrites(story: Story): readonly Traffic[] {
  return told(story).map(({ call, refused }) => ({
    ...periodOf(call),
    client: refused.client,
    verb: call.operation.toLowerCase(),
    group: refused.group,
    version: 'v1',
    resource: refused.resource,
    namespace: refused.namespace,
    perSecond: call.perSecond,
    medianMs: 24,
    level: 'RequestResponse',
    outcomes: [
      {
        share: 1,
        code: 500,
        reason: 'InternalError',
        message: `Internal error occurred: ${callError(call.webhook, refused)}`,
      },
    ],
  }));
}

/** Pods that a ReplicaSet could not create, as the event about it says. */
export interface RefusedCreation {
  readonly period: Period;
  readonly namespace: string;
  readonly replicaSet: string;
  readonly message: string;
}

export function refusedCreations(story: Story): readonly RefusedCreation[] {
  return told(story).flatMap(({ call, refused }) =>
    (refused.replicaSets ?? []).map((replicaSet) => ({
      period: periodOf(call),
      namespace: refused.namespace,
      replicaSet,
      message: `Internal error occurred: ${callError(call.webhook, refused)}`,
    })),
  );
}

/** A line that the API server writes to its log again and again. */
export interface LogLine extends Period {
  readonly severity: 'I' | 'W' | 'E';
  readonly source: string;
  readonly message: string;
  readonly perSecond: number;
}

export function refusalLines(story: Story): readonly LogLine[] {
  return told(story).map(({ call, refused }) => ({
    ...periodOf(call),
    severity: 'W',
    source: 'dispatcher.go:217',
    message: `Failed calling webhook, failing closed ${call.webhook}: ${callError(call.webhook, refused)}`,
    perSecond: call.perSecond,
  }));
}

function periodOf({ ageDays, endedDays }: Period): Period {
  return {
    ...(ageDays === undefined ? {} : { ageDays }),
    ...(endedDays === undefined ? {} : { endedDays }),
  };
}

function told({
  failedCalls,
}: Story): readonly { readonly call: FailedCalls; readonly refused: RefusedWrites }[] {
  return failedCalls.flatMap((call) => (call.refused === undefined ? [] : [{ call, refused: call.refused }]));
}
