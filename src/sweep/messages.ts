/** The messages that drive a sweep, parsed at the edge: a queue may hold what we did not write. */
import * as z from 'zod';
import { UsageError } from '../shared/errors.ts';
import type { QueueName } from '../store/queues.ts';

export const AuditClusterMessage = z.strictObject({
  schemaVersion: z.literal(1),
  sweepId: z.string().min(1).max(64),
  clusterKey: z.string().min(1).max(128),
});
export type AuditClusterMessage = z.infer<typeof AuditClusterMessage>;

export const SurveyWorkspaceMessage = z.strictObject({
  schemaVersion: z.literal(1),
  sweepId: z.string().min(1).max(64),
  /** Clusters whose audit logs are in one workspace. */
  clusterKeys: z.array(z.string().min(1).max(128)).min(1).max(50),
});
export type SurveyWorkspaceMessage = z.infer<typeof SurveyWorkspaceMessage>;

export const CloseSweepMessage = z.strictObject({
  schemaVersion: z.literal(1),
  sweepId: z.string().min(1).max(64),
});
export type CloseSweepMessage = z.infer<typeof CloseSweepMessage>;

export function auditMessage(sweepId: string, clusterKey: string): AuditClusterMessage {
  return { schemaVersion: 1, sweepId, clusterKey };
}

export function surveyMessage(sweepId: string, clusterKeys: readonly string[]): SurveyWorkspaceMessage {
  return { schemaVersion: 1, sweepId, clusterKeys: [...clusterKeys] };
}

/** Parses a queue item or throws `UsageError` that says what a message of this queue looks like. */
export function parseMessage<T>(queue: QueueName, schema: z.ZodType<T>, item: unknown): T {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new UsageError([
    `The message in queue ${queue} is not one of ours (${parsed.error.issues.map(inWords).join('; ')}); ` +
      `expected is one like ${JSON.stringify(examples[queue])}.`,
  ]);
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

const examples: Readonly<Record<QueueName, unknown>> = {
  'audit-cluster': {
    schemaVersion: 1,
    sweepId: '20261124T031500000Z',
    clusterKey: 'prod-1-0123456789abcdef',
  },
  'survey-workspace': {
    schemaVersion: 1,
    sweepId: '20261124T031500000Z',
    clusterKeys: ['prod-1-0123456789abcdef'],
  },
  'close-sweep': { schemaVersion: 1, sweepId: '20261124T031500000Z' },
};
