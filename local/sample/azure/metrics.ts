/** The batch endpoint of Azure Monitor metrics, for all regions: the first part of the path names one. */
import { z } from 'zod';
import { clusterIdOf } from '../azure-side.ts';
import { subscriptions } from '../estate.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { jsonOf } from './json.ts';
import { failure, ok } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import { metricDefinitions, pointsOf } from './metric-series.ts';
import type { MetricDefinition, MetricPoint } from './metric-series.ts';
import { startService, withoutToken } from './service.ts';
import type { AzureRequest, Service, ServiceOptions } from './service.ts';

export interface MetricsOptions extends ServiceOptions {
  readonly stories: readonly Story[];
  readonly moment: () => Moment;
}

export function startMetrics(options: MetricsOptions): Promise<Service> {
  const byId = new Map(options.stories.map((story) => [clusterIdOf(story).toLowerCase(), story]));
  return startService(
    {
      scheme: 'https',
      routes: [
        {
          kind: 'metricsBatch',
          method: 'POST',
          path: /^\/([a-z0-9]+)\/subscriptions\/([^/]+)\/metrics:getBatch$/i,
          answer: (request, region = '', subscription = '') =>
            batchAnswer(request, { region, subscription, byId, moment: options.moment() }),
        },
      ],
      refuse: withoutToken(
        options.token,
        failure(401, 'InvalidAuthenticationToken', 'The access token is invalid.'),
      ),
      notFound: failure(404, 'NotFound', 'The resource was not found.'),
    },
    options,
  );
}

interface Place {
  readonly region: string;
  readonly subscription: string;
  readonly byId: ReadonlyMap<string, Story>;
  readonly moment: Moment;
}

// https://learn.microsoft.com/azure/azure-monitor/essentials/migrate-to-batch-api
const Ids = z.object({ resourceids: z.array(z.string()).min(1).max(50) });

const Query = z.object({
  metricnames: z.string().transform((names) => names.split(',').map((name) => name.trim())),
  metricnamespace: z.string().regex(/^microsoft\.containerservice\/managedclusters$/i),
  starttime: z.iso.datetime({ offset: true }),
  endtime: z.iso.datetime({ offset: true }),
  interval: z.enum(['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H']).default('PT1M'),
  aggregation: z.string().default('Average'),
  filter: z.string().optional(),
  'api-version': z.string(),
});
type Query = z.infer<typeof Query>;

const grains = { PT1M: 1, PT5M: 5, PT15M: 15, PT30M: 30, PT1H: 60 } as const;

function batchAnswer({ text, query }: AzureRequest, place: Place): AzureAnswer {
  const ids = Ids.safeParse(jsonOf(text));
  if (!ids.success) return badRequest('The resourceids of the request must be 1 to 50 resource ids.');
  const asked = Query.safeParse(Object.fromEntries(query));
  if (!asked.success) return badRequest(z.prettifyError(asked.error));
  const problem = problemOf(asked.data);
  if (problem !== null) return badRequest(problem);

  const stories: Story[] = [];
  for (const id of ids.data.resourceids) {
    const story = place.byId.get(id.toLowerCase());
    const here =
      story?.azure.location === place.region.toLowerCase() &&
      subscriptions[story.azure.subscription].id === place.subscription.toLowerCase();
    if (!here) {
      return badRequest(
        `The resource ${id} is not in the subscription ${place.subscription} and the region ${place.region}.`,
      );
    }
    stories.push(story);
  }
  return ok({ values: stories.map((story) => valuesOf(story, asked.data, place)) });
}

/** All metrics of one request must be able to be split by what the filter asks. */
function problemOf({ metricnames, filter }: Query): string | null {
  const dimension = dimensionIn(filter);
  for (const name of metricnames) {
    const metric = metricDefinitions[name];
    if (metric === undefined) {
      return `Failed to find metric configuration for provider: Microsoft.ContainerService, resource Type: managedClusters, metric: ${name}, Valid metrics: ${Object.keys(metricDefinitions).join(',')}`;
    }
    if (dimension !== null && metric.dimension?.name.toLowerCase() !== dimension) {
      return `Metric: ${name} does not support requested dimension combination: ${dimension}, supported ones are: ${metric.dimension?.name ?? ''}`;
    }
  }
  return null;
}

/** The one form that matters: `name eq '*'`, which splits. */
function dimensionIn(filter: string | undefined): string | null {
  return /^\s*(\w+)\s+eq\s+'\*'\s*$/i.exec(filter ?? '')?.[1]?.toLowerCase() ?? null;
}

function valuesOf(story: Story, query: Query, { moment, region }: Place): object {
  const id = clusterIdOf(story);
  return {
    starttime: query.starttime,
    endtime: query.endtime,
    interval: query.interval,
    namespace: 'Microsoft.ContainerService/managedClusters',
    resourceregion: region,
    resourceid: id,
    value: query.metricnames.flatMap((name) => {
      const metric = metricDefinitions[name];
      if (metric === undefined) return [];
      return [
        {
          id: `${id}/providers/Microsoft.Insights/metrics/${name}`,
          type: 'Microsoft.Insights/metrics',
          name: { value: name, localizedValue: name },
          displayDescription: name,
          unit: metric.unit,
          timeseries: timeseriesOf(story, metric, query, moment),
          errorCode: 'Success',
        },
      ];
    }),
  };
}

function timeseriesOf(
  story: Story,
  metric: MetricDefinition,
  query: Query,
  moment: Moment,
): readonly object[] {
  const window = {
    from: Date.parse(query.starttime),
    to: Date.parse(query.endtime),
    grain: grains[query.interval] * 60_000,
  };
  const data = (share: number): readonly object[] =>
    pointsOf(story, metric, share, window, moment).map((point) =>
      aggregated(point, metric, query.aggregation),
    );
  if (dimensionIn(query.filter) === null || metric.dimension === null) {
    return [{ metadatavalues: [], data: data(1) }];
  }
  const { name, values } = metric.dimension;
  return Object.entries(values).map(([value, share]) => ({
    metadatavalues: [{ name: { value: name, localizedValue: name }, value }],
    data: data(share),
  }));
}

/** Only what was asked for and what the metric has; the rest is left out, not zero. */
function aggregated(point: MetricPoint, metric: MetricDefinition, asked: string): object {
  const wanted = new Set(asked.split(',').map((one) => one.trim().toLowerCase()));
  const has = metric.aggregations.map((one) => one.toLowerCase()).filter((one) => wanted.has(one));
  return {
    timeStamp: point.timeStamp,
    ...(has.includes('average') ? { average: point.average } : {}),
    ...(has.includes('maximum') ? { maximum: point.maximum } : {}),
    ...(has.includes('total') ? { total: point.total } : {}),
  };
}

function badRequest(message: string): AzureAnswer {
  return failure(400, 'BadRequest', message);
}
