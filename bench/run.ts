/** `npm run bench`: measures, prints a table, writes JSON into bench/results/. Exit code 1 when a target is missed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureRealAudit, measureSampleAudit } from './audit-cost.ts';
import { bestOf } from './child.ts';
import { measureFleetSweep } from './fleet-sweep.ts';
import { measureHistory } from './history.ts';
import type { LoadOutcome } from './load-once.mjs';
import type { Measure } from './measure.ts';
import { atMost, tableOf } from './measure.ts';
import { measureMetricsParser } from './metrics-parser.ts';

const sections: readonly (readonly [string, () => Promise<readonly Measure[]>])[] = [
  ['Cold start', measureColdStart],
  ['Parsing /metrics', measureMetricsParser],
  ['Trends and pages against the storage emulator', measureHistory],
  ['Sweeps of a fleet in Azure', measureFleetSweep],
  ['Load of one audit: sample clusters', measureSampleAudit],
  ['Load of one audit: a real API server', measureRealAudit],
];

const all: Measure[] = [];
for (const [title, measure] of sections) {
  const measures = await measure();
  console.log(`\n${title}\n${tableOf(measures)}`);
  all.push(...measures);
}
const directory = join(import.meta.dirname, 'results');
await mkdir(directory, { recursive: true });
await writeFile(
  join(directory, 'latest.json'),
  `${JSON.stringify({ node: process.version, measures: all }, null, 2)}\n`,
);
process.exitCode = all.some(({ met }) => met === false) ? 1 : 0;

async function measureColdStart(): Promise<readonly Measure[]> {
  const { milliseconds, bytes } = await bestOf<LoadOutcome>(
    5,
    (outcome) => outcome.milliseconds,
    'load-once.mjs',
  );
  return [
    atMost('load of the bundle', milliseconds, 'ms', 300),
    atMost('memory with the bundle loaded', bytes / 1_000_000, 'MB', 90),
  ];
}
