/** The platform metrics of a cluster, minute by minute: steady around the story's level, the same whenever asked. */
import type { AzureSide, Level, PlatformLevels } from '../azure-side.ts';
import { draws, hashOf } from '../random.ts';
import { grownTo } from '../time.ts';
import type { Moment } from '../time.ts';

export interface MetricDefinition {
  readonly unit: 'Percent' | 'Count';
  readonly level: keyof PlatformLevels;
  /** What the metric can be split by, and its values with their share of the level. */
  readonly dimension: { readonly name: string; readonly values: Readonly<Record<string, number>> } | null;
  readonly aggregations: readonly Aggregation[];
}

type Aggregation = 'Average' | 'Maximum' | 'Total';

const partitions = { name: 'partition', values: { 'etcd-0': 1, 'etcd-1': 0.35 } };

// https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-containerservice-managedclusters-metrics
export const metricDefinitions: Readonly<Record<string, MetricDefinition>> = {
  apiserver_cpu_usage_percentage: percent('apiServerCpu', null),
  apiserver_memory_usage_percentage: percent('apiServerMemory', null),
  apiserver_current_inflight_requests: {
    unit: 'Count',
    level: 'inFlight',
    dimension: { name: 'requestKind', values: { readOnly: 0.7, mutating: 0.3 } },
    aggregations: ['Total', 'Average'],
  },
  etcd_cpu_usage_percentage: percent('etcdCpu', partitions),
  etcd_memory_usage_percentage: percent('etcdMemory', partitions),
  etcd_database_usage_percentage: percent('etcdDatabase', partitions),
};

function percent(level: keyof PlatformLevels, dimension: MetricDefinition['dimension']): MetricDefinition {
  return { unit: 'Percent', level, dimension, aggregations: ['Average', 'Maximum'] };
}

export interface MetricPoint {
  readonly timeStamp: string;
  readonly average: number;
  readonly maximum: number;
  readonly total: number;
}

const minute = 60_000;
const day = 86_400_000;

/** Points of the grain from `from` on; what is not over yet is not there. `share` is that of a dimension's value. */
export function pointsOf(
  cluster: { readonly name: string; readonly azure: AzureSide },
  { level: name, unit }: MetricDefinition,
  share: number,
  window: { readonly from: number; readonly to: number; readonly grain: number },
  { now, begun }: Moment,
): readonly MetricPoint[] {
  const level = cluster.azure.metrics[name];
  const seed = hashOf(`${cluster.name}/${name}`);
  const points: MetricPoint[] = [];
  const last = Math.min(window.to, now.getTime());
  for (
    let at = Math.floor(window.from / window.grain) * window.grain;
    at + window.grain <= last;
    at += window.grain
  ) {
    const values: number[] = [];
    for (let time = at; time < at + window.grain; time += minute) {
      values.push(valueAt(level, seed, time, begun) * share);
    }
    const total = values.reduce((sum, value) => sum + value, 0);
    points.push({
      timeStamp: new Date(at).toISOString().replace('.000Z', 'Z'),
      average: rounded(capped(total / values.length, unit)),
      maximum: rounded(capped(Math.max(...values), unit)),
      total: rounded(total),
    });
  }
  return points;
}

function valueAt(level: Level, seed: number, time: number, begun: Date): number {
  const trend = grownTo(level, { now: new Date(time), begun });
  const swing = level.swing ?? level.at / 10;
  const tide = Math.sin((2 * Math.PI * time) / day);
  const noise = 2 * draws(seed, Math.floor(time / minute))() - 1;
  return Math.max(0, trend + swing * (0.4 * tide + 0.6 * noise));
}

function capped(value: number, unit: MetricDefinition['unit']): number {
  return unit === 'Percent' ? Math.min(100, value) : value;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
