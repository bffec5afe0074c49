/** One scrape of `/metrics`: the samples of the metrics we know, kept while the rest streams past. */
import { type Sample, readSamples } from '../../kubernetes/metrics-text.ts';
import { ReadError } from '../../shared/errors.ts';
import type { GatherContext } from '../define-gatherer.ts';
import { type HistogramFamily, createHistograms } from './histograms.ts';
import { metricNames, wantedMetrics } from './names.ts';

export interface Scrape {
  /** Samples by metric; a metric that the answer does not have is not there. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  /** Histograms by the name of their buckets, added up over the labels that nobody asks for. */
  readonly histograms: ReadonlyMap<string, HistogramFamily>;
  /** Sums of `apiserver_request_total`, whose tens of thousands of samples are not kept. */
  readonly requests: { readonly all: number; readonly serverErrors: number } | null;
  /** Sum of the requests that the server itself ended, but for those that it turned away. */
  readonly terminated: number;
  /** When the last byte had come, milliseconds since 1970. */
  readonly at: number;
}

/** Reads `/metrics` once. Throws `ReadError`, also when only a part of it could be understood. */
export async function scrape({ kubernetes, signal, now }: GatherContext): Promise<Scrape> {
  const samples = new Map<string, Sample[]>();
  const histograms = createHistograms();
  let requests: Scrape['requests'] = null;
  let terminated = 0;

  function take(sample: Sample): void {
    if (sample.name === requestsMetric) {
      const { all, serverErrors } = requests ?? { all: 0, serverErrors: 0 };
      const failed = sample.labels.get('code')?.startsWith('5') === true;
      requests = { all: all + sample.value, serverErrors: serverErrors + (failed ? sample.value : 0) };
      return;
    }
    if (sample.name === terminationsMetric) {
      if (sample.labels.get('code') !== '429') terminated += sample.value;
      return;
    }
    if (histograms.take(sample)) return;
    const known = samples.get(sample.name);
    if (known === undefined) samples.set(sample.name, [sample]);
    else known.push(sample);
  }

  const { malformed } = await readSamples(kubernetes.stream('/metrics', { signal }), wantedMetrics, take);
  if (malformed > 0) {
    throw new ReadError(
      'invalid',
      `${malformed} lines of /metrics that the audit needs cannot be understood.`,
      'Check for proxies that change the answers of the API server.',
    );
  }
  return { samples, histograms: histograms.families, requests, terminated, at: now().getTime() };
}

/** Samples of the first of the names, newest first, that the scrape has. */
export function samplesOf({ samples }: Scrape, names: readonly string[]): readonly Sample[] | null {
  const name = names.find((one) => samples.has(one));
  return name === undefined ? null : (samples.get(name) ?? null);
}

const requestsMetric = metricNames.requests[0];
const terminationsMetric = metricNames.terminations[0];
