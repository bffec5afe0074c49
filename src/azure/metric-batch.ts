/**
 * One call of the batch API of platform metrics: https://learn.microsoft.com/azure/azure-monitor/essentials/migrate-to-batch-api.
 * The only file that knows the client of @azure/monitor-query.
 */
import type { MetricsClient } from '@azure/monitor-query';
import * as z from 'zod';
import {
  type MetricPoint,
  type PlatformMetricName,
  platformMetricNames,
} from '../evidence/platform-metrics.ts';
import { createGate, realTiming } from '../shared/gate.ts';
import type { AzureConnection } from './connection.ts';
import { regionalEndpoint } from './environment.ts';
import { monitorOptions } from './monitor-options.ts';
import { azureAnswer, azureJson } from './answers.ts';
import { type Asked, RefusedAnswer, azureFailure, azureRefusal } from './refusals.ts';

/** Resources in one call: the page above. */
export const mostResources = 50;

export interface MetricBatch {
  /** All of this subscription and region, at most 50, lower case. */
  readonly resourceIds: readonly string[];
  readonly subscriptionId: string;
  readonly region: string;
  readonly metrics: readonly PlatformMetricName[];
  /** Dimension to split by; every metric of the batch must have it. */
  readonly splitBy?: string;
  readonly from: Date;
  readonly to: Date;
  readonly signal: AbortSignal;
}

/** One metric of one resource; a metric that the service could not read has its words instead of series. */
export type BatchMetric =
  | { readonly metric: PlatformMetricName; readonly series: readonly BatchSeries[] }
  | { readonly metric: PlatformMetricName; readonly problem: string };

interface BatchSeries {
  /** Null when not split. */
  readonly dimension: string | null;
  readonly points: readonly MetricPoint[];
}

/** By resource id, lower case; a resource may be missing. Throws `ReadError`. */
export type AskMetrics = (batch: MetricBatch) => Promise<ReadonlyMap<string, readonly BatchMetric[]>>;

export const grainSeconds = 300;
const grain = 'PT5M';

export function createMetricBatches(connection: AzureConnection): AskMetrics {
  const { environment, timing = realTiming } = connection;
  // The service publishes no rate for this API; five calls at a time are a fleet of thousands in a minute.
  const gate = createGate({ concurrent: 5, burst: 20, perSecond: 10 }, timing);
  const clients = new Map<string, MetricsClient>();

  async function clientOf(region: string): Promise<MetricsClient> {
    const endpoint = regionalEndpoint(environment.metricsEndpoint, region);
    const { MetricsClient } = await import('@azure/monitor-query');
    const { credential, options } = monitorOptions(connection, { gateOf: () => gate, timing });
    const client =
      clients.get(endpoint) ??
      new MetricsClient(endpoint, credential, { ...options, audience: environment.metricsAudience });
    clients.set(endpoint, client);
    return client;
  }

  async function documentOf(batch: MetricBatch): Promise<string> {
    const client = await clientOf(batch.region);
    // As it was sent: the client loses which dimension a series is of, and fails over a resource without values.
    let text: string | null = null;
    const asking = client.queryResources(
      [...batch.resourceIds],
      [...batch.metrics],
      'Microsoft.ContainerService/managedClusters',
      {
        startTime: batch.from,
        endTime: batch.to,
        interval: grain,
        aggregation: 'Average,Maximum',
        ...(batch.splitBy === undefined ? {} : { filter: `${batch.splitBy} eq '*'`, top: 50 }),
        abortSignal: batch.signal,
        onResponse: ({ bodyAsText }) => {
          text = bodyAsText ?? '';
        },
      },
    );
    await asking.catch((error: unknown) => {
      if (text === null) throw error;
    });
    return text ?? '';
  }

  return async (batch) => {
    const asked = askedBy(batch);
    try {
      const { values } = azureAnswer(answerSchema, azureJson(await documentOf(batch), asked), asked);
      return new Map(values.map(({ resourceId, metrics }) => [resourceId, metrics]));
    } catch (error) {
      if (error instanceof RefusedAnswer) throw azureRefusal(error, asked);
      throw azureFailure(error, asked, batch.signal);
    }
  };
}

function askedBy({ region, subscriptionId }: MetricBatch): Asked {
  return {
    service: 'Azure Monitor',
    what: `the platform metrics of clusters in ${region}`,
    // On the subscription: the role on the clusters alone is not enough for this API.
    role: 'Monitoring Reader',
    scope: `/subscriptions/${subscriptionId}`,
  };
}

const figure = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

const pointSchema = z
  .object({ timeStamp: z.iso.datetime({ offset: true }), average: figure, maximum: figure })
  .transform(({ timeStamp, average, maximum }): MetricPoint => ({
    at: new Date(timeStamp).toISOString(),
    average,
    maximum,
  }));

const seriesSchema = z
  .object({
    metadatavalues: z.array(z.object({ value: z.string().nullish() })).nullish(),
    data: z.array(pointSchema).nullish(),
  })
  .transform(({ metadatavalues, data }): BatchSeries => ({
    dimension: metadatavalues?.[0]?.value || null,
    points: data ?? [],
  }));

const metricSchema = z
  .object({
    name: z.object({ value: z.string().toLowerCase() }),
    errorCode: z.string().nullish(),
    errorMessage: z.string().nullish(),
    timeseries: z.array(seriesSchema).nullish(),
  })
  .transform(({ name, errorCode, errorMessage, timeseries }): BatchMetric[] => {
    const metric = platformMetricNames.find((one) => one === name.value);
    if (metric === undefined) return [];
    const failed = errorCode && errorCode.toLowerCase() !== 'success';
    return failed ? [{ metric, problem: errorMessage || errorCode }] : [{ metric, series: timeseries ?? [] }];
  });

const answerSchema = z.object({
  values: z.array(
    z
      .object({ resourceid: z.string().toLowerCase(), value: z.array(metricSchema).nullish() })
      .transform(({ resourceid, value }) => ({ resourceId: resourceid, metrics: (value ?? []).flat() })),
  ),
});
