/** What a sweep asks of Azure and of the API servers, for fleets of different sizes, counted by the simulated services. */
import type { SweepCalls } from '../test/support/sweep-calls.ts';
import { bestOf } from './child.ts';
import type { Measure } from './measure.ts';
import { atMost } from './measure.ts';

export interface SweepOutcome extends Omit<SweepCalls, 'report'> {
  readonly complete: boolean;
  /** Of one audit. */
  readonly mostRequests: number;
  readonly mostBytes: number;
  /** Highest resident memory of the process, the simulators' included. */
  readonly bytes: number;
}

const sizes = [50, 200, 1_000] as const;

export async function measureFleetSweep(): Promise<readonly Measure[]> {
  const measures: Measure[] = [];
  for (const size of sizes) {
    const outcome = await bestOf<SweepOutcome>(
      1,
      ({ milliseconds }) => milliseconds,
      'sweep-once.ts',
      String(size),
    );
    if (!outcome.complete) throw new Error(`The sweep of ${size} clusters is not complete.`);
    measures.push(...measuresOf(size, outcome));
  }
  return measures;
}

function measuresOf(size: number, outcome: SweepOutcome): readonly Measure[] {
  const named = (what: string): string => `${size.toLocaleString('en-US')} clusters: ${what}`;
  return [
    ...outcome.workspaces.map(({ name, queries, clusters }) =>
      atMost(
        named(`log queries of ${name}, with ${clusters} clusters`),
        queries,
        '',
        10 * Math.ceil(clusters / 50),
      ),
    ),
    atMost(named('log queries at a time'), outcome.mostQueriesAtOnce, '', 5),
    atMost(named('calls for platform metrics'), outcome.metricCalls, '', outcome.leastMetricCalls),
    { what: named('queries of Resource Graph'), value: outcome.graphQueries, unit: '' },
    atMost(named('most requests of an audit'), outcome.mostRequests, '', 40),
    atMost(named('most bytes of an audit'), outcome.mostBytes / 1_000_000, 'MB', 15),
    {
      what: named('wall time, the simulated services in the same process'),
      value: outcome.milliseconds / 1_000,
      unit: 's',
    },
    { what: named('memory, the simulated services in it'), value: outcome.bytes / 1_000_000, unit: 'MB' },
  ];
}
