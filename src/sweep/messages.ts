/** The messages that drive a sweep, parsed at the edge: a queue may hold what we did not write. */
import * as z from 'zod';
import { messageOfItem } from '../shared/queue-message.ts';

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

/** The queues that drive a sweep. */
export type SweepQueue = keyof typeof examples;

/** Parses a queue item or throws `UsageError` that says what a message of this queue looks like. */
export function parseMessage<T>(queue: SweepQueue, schema: z.ZodType<T>, item: unknown): T {
  // The example of a queue is of the type that its schema accepts.
  return messageOfItem(queue, schema, item, examples[queue] as T);
}

const examples = {
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
} as const;
