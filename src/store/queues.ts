/** The port to the queues that drive sweeps and notifications. */
export interface Queues {
  /** Sends a message (JSON, base64 on the wire as the Functions host expects), visible after the delay. */
  send(queue: QueueName, message: unknown, delaySeconds?: number): Promise<void>;
}

export const queueNames = [
  'survey-workspace',
  'audit-cluster',
  'close-sweep',
  'notify',
  'deliver',
  'send-report',
] as const;
export type QueueName = (typeof queueNames)[number];
