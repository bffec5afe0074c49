/** Values of metrics put together until they are sent, and the form that Application Insights takes them in. */

import { compareText } from '../shared/compare-text.ts';

interface Series {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

export interface MetricSeries {
  add(name: string, value: number, dimensions: Readonly<Record<string, string>>): void;
  /** All that was added since it was last asked: one for each metric and combination of dimensions. */
  take(): readonly Series[];
}

export function metricSeries(): MetricSeries {
  let series = new Map<string, Series>();
  return {
    add(name, value, dimensions) {
      // JSON has no such number, and one envelope that cannot be read may cost all that go with it.
      if (!Number.isFinite(value)) return;
      const properties = Object.fromEntries(
        Object.entries(dimensions).toSorted(([left], [right]) => compareText(left, right)),
      );
      const key = JSON.stringify([name, properties]);
      const { count, sum, min, max } = series.get(key) ?? nothing;
      series.set(key, {
        name,
        properties,
        count: count + 1,
        sum: sum + value,
        min: Math.min(min, value),
        max: Math.max(max, value),
      });
    },
    take() {
      const taken = [...series.values()];
      series = new Map();
      return taken;
    },
  };
}

const nothing = { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };

/** Whose metrics they are; the columns AppRoleName and AppRoleInstance. */
export interface Role {
  readonly name: string;
  readonly instance: string;
}

interface EnvelopeFacts {
  readonly instrumentationKey: string;
  readonly role: Role;
  readonly sdkVersion: string;
  readonly at: Date;
}

export type MetricEnvelope = ReturnType<typeof metricEnvelope>;

/** As @azure/monitor-opentelemetry-exporter sends it (test/fixtures/application-insights); one metric an envelope. */
export function metricEnvelope(
  { name, properties, count, sum, min, max }: Series,
  { instrumentationKey, role, sdkVersion, at }: EnvelopeFacts,
) {
  return {
    ver: 1,
    name: 'Microsoft.ApplicationInsights.Metric',
    time: at.toISOString(),
    sampleRate: 100,
    iKey: instrumentationKey,
    tags: {
      'ai.internal.sdkVersion': sdkVersion,
      'ai.cloud.role': role.name,
      'ai.cloud.roleInstance': role.instance,
    },
    data: {
      baseType: 'MetricData',
      baseData: {
        ver: 2,
        metrics: [{ name, kind: 'Aggregation', value: sum, count, min, max }],
        properties,
      },
    },
  };
}
