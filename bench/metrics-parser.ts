/** How fast `/metrics` is parsed, and with how much memory, beside the parsers on npm. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bestOf } from './child.ts';
import type { Measure } from './measure.ts';
import { atLeast, atMost } from './measure.ts';
import { writeMetricsFile } from './metrics-file.ts';
import type { ParseOutcome } from './parse-once.ts';

const megabyte = 1_000_000;
const mebibyte = 1024 * 1024;
const others = ['parse-prometheus-text-format', 'prom2javascript'];

export async function measureMetricsParser(): Promise<readonly Measure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-metrics-'));
  try {
    const measures: Measure[] = [];
    for (const size of [1, 10, 30]) {
      const file = join(directory, `${size}.txt`);
      await writeMetricsFile(file, size * megabyte);
      measures.push(...(await measureFile(file, size)));
    }
    return measures;
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function measureFile(file: string, size: number): Promise<readonly Measure[]> {
  const ours = await parseWith('ours', file);
  const measures: Measure[] = [
    { what: `/metrics of ${size} MB: ours`, value: ours.milliseconds, unit: 'ms' },
    atMost(`/metrics of ${size} MB: ours, memory over the base`, ours.peakBytes / mebibyte, 'MiB', 32),
  ];
  let best = Number.POSITIVE_INFINITY;
  for (const parser of others) {
    const { milliseconds, peakBytes } = await parseWith(parser, file);
    best = Math.min(best, milliseconds);
    measures.push(
      { what: `/metrics of ${size} MB: ${parser}`, value: milliseconds, unit: 'ms' },
      { what: `/metrics of ${size} MB: ${parser}, memory`, value: peakBytes / mebibyte, unit: 'MiB' },
    );
  }
  const ratio = best / ours.milliseconds;
  const what = `/metrics of ${size} MB: times faster than the best of npm`;
  // At 1 MB most of the time is the start of the program, which is nobody's parser.
  measures.push(size === 1 ? { what, value: ratio, unit: '×' } : atLeast(what, ratio, '×', 5));
  return measures;
}

function parseWith(parser: string, file: string): Promise<ParseOutcome> {
  return bestOf<ParseOutcome>(3, ({ milliseconds }) => milliseconds, 'parse-once.ts', parser, file);
}
