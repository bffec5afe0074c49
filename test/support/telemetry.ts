/** What the auditor tells of itself, as it arrives: lines as the host writes them into AppTraces, metrics as they are posted. */
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { type InsightsMetrics, applicationInsights } from '../../src/azure/application-insights.ts';
import type { MetricEnvelope } from '../../src/azure/metric-series.ts';
import { type LogFields, type Logger, type LogSink, loggerTo } from '../../src/shared/logger.ts';
import type { InsightsRow } from './insights-tables.ts';

export interface Telemetry {
  readonly log: Logger;
  readonly metrics: InsightsMetrics;
  /** Message and fields of each line, in order. */
  readonly lines: readonly (readonly [string, LogFields])[];
  /** Name, sum and dimensions of each metric that was posted, in order. */
  readonly posted: () => readonly (readonly [string, number, Readonly<Record<string, string>>])[];
  readonly rows: { readonly AppTraces: InsightsRow[]; readonly AppMetrics: InsightsRow[] };
}

const severity = { info: 1, warn: 2, error: 3 } as const;

/** The category of lines is that of the function `functionName`. */
export function telemetry(now: () => Date, functionName = 'test'): Telemetry {
  const lines: [string, LogFields][] = [];
  const envelopes: MetricEnvelope[] = [];
  const rows: Telemetry['rows'] = { AppTraces: [], AppMetrics: [] };

  const write =
    (level: keyof typeof severity) =>
    (...args: unknown[]): void => {
      const [Message] = args;
      rows.AppTraces.push({
        TimeGenerated: now().toISOString(),
        Message,
        SeverityLevel: severity[level],
        // As the host adds them.
        Properties: { Category: `Function.${functionName}.User`, InvocationId: 'an-invocation' },
        OperationId: 'an-operation',
        AppRoleName: 'func-auditor',
        ItemCount: 1,
        Type: 'AppTraces',
        _BilledSize: 1000,
      });
    };
  const sink: LogSink = { info: write('info'), warn: write('warn'), error: write('error') };
  const host = loggerTo(sink);
  const both =
    (level: keyof typeof severity) =>
    (message: string, fields: LogFields = {}): void => {
      lines.push([message, fields]);
      host[level](message, fields);
    };

  const metrics = applicationInsights(
    {
      endpoint: 'https://insights.example',
      instrumentationKey: '11111111-2222-3333-4444-555555555555',
      audience: 'https://monitor.azure.com',
      identity: null,
      role: { name: 'func-auditor', instance: 'instance-1' },
    },
    {
      credential: null,
      now,
      httpClient: {
        async sendRequest(request) {
          if (typeof request.body !== 'string') throw new TypeError('A request without a text.');
          const sent = JSON.parse(request.body) as readonly MetricEnvelope[]; // Ours.
          envelopes.push(...sent);
          rows.AppMetrics.push(...sent.map(metricRow));
          return { request, status: 200, headers: createHttpHeaders() };
        },
      },
    },
  );
  return {
    log: { info: both('info'), warn: both('warn'), error: both('error') },
    metrics,
    lines,
    posted: () =>
      envelopes.flatMap(({ data: { baseData } }) =>
        baseData.metrics.map(({ name, value }) => [name, value, baseData.properties] as const),
      ),
    rows,
  };
}

/** As the service stores an envelope. */
function metricRow({ time, tags, data: { baseData } }: MetricEnvelope): InsightsRow {
  const [metric] = baseData.metrics;
  return {
    TimeGenerated: time,
    Name: metric?.name,
    Sum: metric?.value,
    ItemCount: metric?.count,
    Min: metric?.min,
    Max: metric?.max,
    Properties: baseData.properties,
    AppRoleName: tags['ai.cloud.role'],
    AppRoleInstance: tags['ai.cloud.roleInstance'],
    Type: 'AppMetrics',
    _BilledSize: 500,
  };
}
