/** One sweep of a fleet of so many sample clusters; prints what it asked as JSON. A process of its own: an identity holds for one. */
import { fleetOf } from '../local/sample/fleet.ts';
import { sweepCalls } from '../test/support/sweep-calls.ts';
import type { SweepOutcome } from './fleet-sweep.ts';

const stories = fleetOf(Number(process.argv[2]));
const { report, ...calls } = await sweepCalls({
  stories,
  logs: 'quiet',
  limits: false,
  metricsWindowSeconds: 0,
});
const outcome: SweepOutcome = {
  ...calls,
  complete: report.sweep.complete,
  mostRequests: Math.max(...report.clusters.map(({ load }) => load.requests)),
  mostBytes: Math.max(...report.clusters.map(({ load }) => load.bytes)),
  bytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(JSON.stringify(outcome));
process.exit(0);
