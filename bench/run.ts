/**
 * `npm run bench`: measures, prints a table, writes JSON into bench/results/. Exit code 1 when a target is missed.
 * `npm run bench -- trends` measures only the sections with the word in their title; what was measured of the others stays.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureRealAudit, measureSampleAudit } from './audit-cost.ts';
import { allowTsx } from '../local/tsx.ts';
import { bestOf } from './child.ts';
import { measureFleetSweep } from './fleet-sweep.ts';
import type { LoadOutcome } from './load-once.mjs';
import type { Measure } from './measure.ts';
import { atMost, tableOf } from './measure.ts';
import { measureMetricsParser } from './metrics-parser.ts';
import { measureMonthCost } from './month-cost.ts';

const sections: readonly (readonly [string, () => Promise<readonly Measure[]>])[] = [
  ['Cold start', measureColdStart],
  ['Parsing /metrics', measureMetricsParser],
  ['Trends and pages against the storage emulator', measureHistory],
  ['Sweeps of a fleet in Azure', measureFleetSweep],
  ['Cost of a month', measureMonthCost],
  ['Load of one audit: sample clusters', measureSampleAudit],
  ['Load of one audit: a real API server', measureRealAudit],
];

const wanted = process.argv.slice(2).map((word) => word.toLowerCase());
const all: Measure[] = [];
for (const [title, measure] of sections) {
  if (wanted.length > 0 && !wanted.some((word) => title.toLowerCase().includes(word))) continue;
  const measures = await measure();
  console.log(`\n${title}\n${tableOf(measures)}`);
  all.push(...measures);
}
const directory = join(import.meta.dirname, 'results');
await mkdir(directory, { recursive: true });
const file = join(directory, 'latest.json');
const others = wanted.length === 0 ? [] : (await measuredBefore()).filter(({ what }) => !isMeasured(what));
await writeFile(
  file,
  `${JSON.stringify({ node: process.version, measures: [...others, ...all] }, null, 2)}\n`,
);
process.exitCode = all.some(({ met }) => met === false) ? 1 : 0;

async function measureHistory(): Promise<readonly Measure[]> {
  // The routes have the pages with them.
  allowTsx();
  const history = await import('./history.ts');
  return history.measureHistory();
}

/** Nothing on a fresh clone. */
async function measuredBefore(): Promise<readonly Measure[]> {
  if (!existsSync(file)) return [];
  // Our own file.
  return (JSON.parse(await readFile(file, 'utf8')) as { readonly measures: readonly Measure[] }).measures;
}

function isMeasured(what: string): boolean {
  return all.some((measure) => measure.what === what);
}

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
