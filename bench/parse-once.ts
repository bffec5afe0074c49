/** Parses one file with one parser in a process of its own, so that memory is that parser's alone. Prints JSON. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import parsePrometheusText from 'parse-prometheus-text-format';
import { getMetricsFromStream } from 'prom2javascript';
import { readSamples } from '../src/kubernetes/metrics-text.ts';
import { wantedMetrics } from '../src/evidence/metrics/names.ts';

export interface ParseOutcome {
  readonly milliseconds: number;
  /** Peak resident memory over what the process had before. */
  readonly peakBytes: number;
}

const parsers: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  ours: (path) => readSamples(createReadStream(path), wantedMetrics, () => undefined),
  'parse-prometheus-text-format': async (path) => parsePrometheusText(await readFile(path, 'utf8')),
  prom2javascript: (path) => getMetricsFromStream(createReadStream(path)),
};

const [, , parser = '', path = ''] = process.argv;
const parse = parsers[parser];
if (parse === undefined)
  throw new Error(`Unknown parser ${parser}; known: ${Object.keys(parsers).join(', ')}.`);
globalThis.gc?.();
const before = process.memoryUsage().rss;
const start = performance.now();
await parse(path);
const outcome: ParseOutcome = {
  milliseconds: performance.now() - start,
  // maxRSS is in kilobytes on every platform that Node runs on.
  peakBytes: process.resourceUsage().maxRSS * 1024 - before,
};
process.stdout.write(JSON.stringify(outcome));
