/** What etcd holds, from one scrape: the size of its databases and the number of objects by kind. Pure. */
import type { Sample } from '../../kubernetes/metrics-text.ts';
import type { ApiMetrics, EtcdDatabase } from '../api-metrics.ts';
import { metricNames } from './names.ts';
import { type Scrape, samplesOf } from './scrape.ts';

/** The newest metric with a value that could be read: -1 is the server's word for "unreadable". */
export function etcdOf({ samples }: Scrape): ApiMetrics['etcd'] {
  for (const metric of metricNames.databases) {
    const sizes = new Map<string, number>();
    for (const { labels, value } of samples.get(metric) ?? []) {
      if (!(value >= 0)) continue;
      // Older metrics have a series for each endpoint, all of the same database: the largest replica counts.
      const name = labels.get('storage_cluster_id') ?? labels.get('cluster') ?? mainDatabase;
      sizes.set(name, Math.max(value, sizes.get(name) ?? 0));
    }
    const [first, ...rest] = [...sizes]
      .map(([name, bytes]): EtcdDatabase => ({ name, bytes }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (first !== undefined) return { metric, databases: [first, ...rest] };
  }
  return null;
}

/** https://github.com/kubernetes/apiserver/blob/master/pkg/server/options/etcd.go */
const mainDatabase = 'etcd-0';

/** Objects by the newest metric that is there; a kind that the server could not count is named and not zero. */
export function objectsOf(scrape: Scrape): ApiMetrics['objects'] {
  const metric = metricNames.objects.find((name) => scrape.samples.has(name));
  if (metric === undefined) return null;
  const counts = new Map<string, number>();
  const unreadable: string[] = [];
  for (const { labels, value } of scrape.samples.get(metric) ?? []) {
    if (value >= 0) counts.set(kindOf(labels), value);
    else unreadable.push(kindOf(labels));
  }
  const estimates = (samplesOf(scrape, metricNames.estimatedBytes) ?? []).filter(({ value }) => value >= 0);
  return {
    metric,
    counts: Object.fromEntries(counts),
    unreadable,
    estimatedBytes: Object.fromEntries(estimates.map(({ labels, value }) => [kindOf(labels), value])),
  };
}

/** `pods`, `deployments.apps`: one label has it whole up to 1.33, two have its parts from 1.34. */
function kindOf(labels: Sample['labels']): string {
  const resource = labels.get('resource') ?? '';
  const group = labels.get('group') ?? '';
  return group === '' ? resource : `${resource}.${group}`;
}
