import { z } from 'zod';
import type { History } from '../../store/history.ts';
import type { HttpDeps } from '../deps.ts';
import { HttpProblem } from '../problem.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';

/** Dead letters that are counted; each may be 32 KiB to read. */
const mostDeadLetters = 10;

export const live = jsonRoute({
  name: 'api-health-live',
  method: 'GET',
  path: 'api/health/live',
  summary: 'Whether the app runs; asks nothing and nobody else',
  role: null,
  params: none,
  query: none,
  answer: z.object({ live: z.literal(true) }),
  handle: async () => ({ live: true as const }),
});

export const Readiness = z.object({
  ready: z.literal(true),
  dependencies: z.array(z.object({ name: z.string(), ok: z.boolean() })).readonly(),
  lastSweep: z
    .object({
      id: z.string(),
      closedAt: z.iso.datetime(),
      ageSeconds: z.int().describe('since it closed'),
      complete: z.boolean().describe('false when a cluster could not be audited'),
      overdue: z.boolean().describe('the schedule has fired twice since it started'),
    })
    .nullable()
    .describe('the last one that closed; null before the first'),
  nextSweep: z.iso.datetime(),
  deadLetters: z.object({
    count: z.int(),
    more: z.boolean().describe('there may be more than were counted'),
  }),
});

/**
 * A sweep that is overdue does not make the app unready: it is told here and by the alert rule, and taking the app out
 * of service would not bring the sweep.
 */
export const ready = jsonRoute({
  name: 'api-health-ready',
  method: 'GET',
  path: 'api/health/ready',
  summary: 'Whether what the app depends on answers, and how old the last sweep is',
  params: none,
  query: none,
  answer: Readiness,
  async handle(deps) {
    const dependencies = await deps.probe();
    const failing = dependencies.filter(({ ok }) => !ok);
    if (failing.length > 0) {
      const detail = failing
        .map(({ name, detail }) => `${name}: ${detail ?? 'it does not answer.'}`)
        .join(' ');
      throw new HttpProblem(503, detail, { dependencies }, { 'retry-after': '5' });
    }
    const letters = await deps.history.deadLetters(mostDeadLetters);
    return {
      ready: true as const,
      dependencies,
      lastSweep: await lastSweep(deps),
      nextSweep: deps.schedule.next(deps.now()).toISOString(),
      deadLetters: { count: letters.length, more: letters.length === mostDeadLetters },
    };
  },
});

async function lastSweep({
  history,
  schedule,
  now,
}: Pick<HttpDeps, 'schedule' | 'now'> & { history: History }) {
  // At most one is open, so one of the newest two is closed if any is.
  const { items } = await history.sweeps({ limit: 2 });
  for (const { id, startedAt, closedAt, summary } of items) {
    if (closedAt === undefined) continue;
    const ageSeconds = Math.max(0, Math.floor((now().getTime() - Date.parse(closedAt)) / 1000));
    const overdue = schedule.next(schedule.next(new Date(startedAt))) < now();
    return { id, closedAt, ageSeconds, complete: summary?.complete ?? false, overdue };
  }
  return null;
}
