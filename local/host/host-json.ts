/** The part of host.json that the local host honours: https://learn.microsoft.com/azure/azure-functions/functions-host-json */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf, UsageError } from '../../src/shared/errors.ts';

export interface HostSettings {
  readonly routePrefix: string;
  readonly queues: QueueSettings;
  /** null for no limit. */
  readonly functionTimeoutSeconds: number | null;
}

export interface QueueSettings {
  readonly batchSize: number;
  readonly newBatchThreshold: number;
  readonly maxDequeueCount: number;
  /** Pause before a failed message is seen again. */
  readonly visibilitySeconds: number;
  readonly maxPollingSeconds: number;
  readonly base64: boolean;
}

/** Reads host.json. Throws `UsageError` that says what is wrong with which property. */
export function readHostJson(file: string): HostSettings {
  const parsed = HostJson.safeParse(jsonOf(file));
  if (!parsed.success) throw new UsageError([`${file} is not valid: ${z.prettifyError(parsed.error)}`]);
  const { extensions, functionTimeout } = parsed.data;
  const { queues, http } = extensions;
  return {
    routePrefix: http.routePrefix,
    functionTimeoutSeconds: functionTimeout,
    queues: {
      batchSize: queues.batchSize,
      newBatchThreshold: queues.newBatchThreshold ?? Math.floor(queues.batchSize / 2),
      maxDequeueCount: queues.maxDequeueCount,
      visibilitySeconds: queues.visibilityTimeout,
      maxPollingSeconds: queues.maxPollingInterval,
      base64: queues.messageEncoding === 'base64',
    },
  };
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError([`${file} cannot be read: ${messageOf(error)}`], { cause: error });
  }
}

/** A .NET time span such as `00:00:30` or `1.00:00:00`, in seconds. */
const timeSpanExpected = 'expected a time span such as 00:00:30';
const TimeSpan = z
  .string()
  .regex(/^(?:\d+\.)?\d{1,2}:\d{2}:\d{2}(?:\.\d+)?$/u, timeSpanExpected)
  .transform(secondsOf);

function secondsOf(text: string): number {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d+)\.)?(\d+):(\d+):([\d.]+)$/u.exec(text) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

// Defaults and bounds: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json
const Queues = z.object({
  batchSize: z.int().min(1).max(32).default(16),
  newBatchThreshold: z.int().min(0).optional(),
  maxDequeueCount: z.int().min(1).default(5),
  visibilityTimeout: TimeSpan.default(0),
  maxPollingInterval: TimeSpan.default(60),
  messageEncoding: z.enum(['base64', 'none']).default('base64'),
});

const HostJson = z.object({
  version: z.literal('2.0'),
  functionTimeout: z
    .union([z.literal('-1').transform(() => null), TimeSpan], { error: timeSpanExpected })
    .optional()
    .transform((seconds) => seconds ?? null),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
      queues: Queues.prefault({}),
    })
    .prefault({}),
});
