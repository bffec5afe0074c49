import { z } from 'zod';
import type { LedgerEntry, Sweep } from '../../model.ts';
import { ledgerStates } from '../../model.ts';
import { countStates } from '../../store/ledger-counts.ts';
import { sweep as storedSweep } from '../../store/schemas.ts';
import { requiredSweep } from '../find.ts';
import { pageQuery, pageRequest, pageSchema } from '../paging.ts';
import { sweepPath } from '../path-params.ts';
import { HttpProblem } from '../problem.ts';
import { none } from '../request-input.ts';
import { jsonRoute } from '../route.ts';

export const SweepDetail = storedSweep.and(
  z.object({
    clusters: z.record(z.enum(ledgerStates), z.int()).describe('how many clusters are in each state now'),
    notAudited: z
      .array(z.object({ key: z.string(), name: z.string(), state: z.enum(ledgerStates), why: z.string() }))
      .readonly()
      .describe('clusters that were given up, and why'),
  }),
);

export const SweepPage = pageSchema(storedSweep);

export const listSweeps = jsonRoute({
  name: 'api-sweeps',
  method: 'GET',
  path: 'api/sweeps',
  summary: 'Sweeps, newest first',
  params: none,
  query: z.strictObject(pageQuery),
  answer: SweepPage,
  handle: ({ history }, { query }) => history.sweeps(pageRequest(query)),
});

export const getSweep = jsonRoute({
  name: 'api-sweep',
  method: 'GET',
  path: 'api/sweeps/{id}',
  summary: 'One sweep: where its clusters stand, and which were not audited and why',
  params: sweepPath,
  query: none,
  answer: SweepDetail,
  async handle({ history }, { params }) {
    const sweep = await requiredSweep(history, params.id);
    return sweepDetail(sweep, await history.ledger(sweep.id));
  },
});

export const startSweep = jsonRoute({
  name: 'api-sweep-start',
  method: 'POST',
  path: 'api/sweeps',
  summary: 'Starts a sweep of the fleet; there is at most one at a time',
  params: none,
  query: none,
  status: 202,
  problems: [409],
  answer: z.object({ id: z.string() }),
  location: ({ id }) => `/api/sweeps/${id}`,
  async handle(deps, { log }) {
    const { started, sweep } = await deps.startSweep(log);
    if (started) return { id: sweep.id };
    throw new HttpProblem(
      409,
      `Sweep ${sweep.id} is open; the next one can start when it is closed, by ${sweep.deadline} at the latest.`,
      { sweepId: sweep.id },
    );
  },
});

function sweepDetail(sweep: Sweep, ledger: readonly LedgerEntry[]): z.input<typeof SweepDetail> {
  return {
    ...sweep,
    // What was written when it closed: a late audit changes the ledger, not what was told.
    clusters: sweep.summary?.clusters ?? countStates(ledger),
    notAudited: ledger
      .filter(({ state }) => state === 'failed' || state === 'missed')
      .map(({ cluster, state, why }) => ({
        key: cluster.key,
        name: cluster.name,
        state,
        why: why ?? 'No reason was kept.',
      })),
  };
}
