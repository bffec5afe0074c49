import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aCluster, aHeadline, anAudit, sweepId } from '../store/builders.ts';

/** A fleet of three: one with findings, one without, and one that nobody could audit. */
export async function threeClusters(): Promise<History> {
  const history = memoryHistory();
  await history.saveAudit(anAudit(sick, 0));
  await history.saveAudit(
    anAudit(sound, 0, { headline: aHeadline({ score: 100, coverage: 1, findings: {} }), verdicts: [] }),
  );
  await history.markNotAudited(dark, {
    sweepId: sweepId(0),
    at: '2026-11-24T12:03:00.000Z',
    why: 'The audit broke at every try.',
    state: 'failed',
  });
  return history;
}

export const sick = aCluster('Prod-1');
export const sound = aCluster('sound');
export const dark = aCluster('dark');
