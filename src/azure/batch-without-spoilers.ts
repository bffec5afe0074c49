import type { PlatformMetricName } from '../evidence/platform-metrics.ts';
import type { Missing } from '../model.ts';
import { missingFrom } from './gathered.ts';
import type { AskMetrics, BatchMetric, MetricBatch } from './metric-batch.ts';
import { refusedBy } from './refusals.ts';

/** By resource id, lower case. */
export type Seen = ReadonlyMap<string, readonly BatchMetric[] | Missing>;

/** The answer of a batch; when one resource or metric spoils the call, the rest is asked for without it. */
export async function answersOf(ask: AskMetrics, batch: MetricBatch, attempts = 3): Promise<Seen> {
  try {
    return await ask(batch);
  } catch (error) {
    const missing = missingFrom(error);
    const words = (refusedBy(error)?.said ?? [])
      .map(({ message }) => message)
      .join('\n')
      .toLowerCase();
    const spoiling = batch.resourceIds.filter((id) => words.includes(id));
    const others = batch.resourceIds.filter((id) => !words.includes(id));
    if (attempts > 1 && spoiling.length > 0 && others.length > 0) {
      const rest = await answersOf(ask, { ...batch, resourceIds: others }, attempts - 1);
      return new Map([...rest, ...spoiling.map((id) => [id, missing] as const)]);
    }
    const known = knownMetrics(batch.metrics, words);
    if (attempts > 1 && known.length > 0 && known.length < batch.metrics.length) {
      return await answersOf(ask, { ...batch, metrics: known }, attempts - 1);
    }
    return new Map(batch.resourceIds.map((id) => [id, missing]));
  }
}

/** A cloud that does not have all metrics yet says which it has: "… Valid metrics: a,b,c". */
function knownMetrics(metrics: readonly PlatformMetricName[], words: string): readonly PlatformMetricName[] {
  const [, list] = /valid metrics: ([\w ,]+)/u.exec(words) ?? [];
  const valid = new Set((list ?? '').split(',').map((name) => name.trim()));
  return metrics.filter((name) => valid.has(name));
}
