import type { Headline, LatestAudit, LedgerEntry, Load, Severity, Sweep, SweepSummary } from '../model.ts';
import { fleetFigures } from '../judgement/fleet-figures.ts';
import { severities } from '../model.ts';
import { countStates } from '../store/ledger-counts.ts';
import { sum } from '../shared/sum.ts';

/** Still to be audited. */
export function isUnfinished({ state }: LedgerEntry): boolean {
  return state === 'planned' || state === 'surveyed';
}

/** Had to be audited. */
function isWanted({ state }: LedgerEntry): boolean {
  return state !== 'skipped' && state !== 'vanished';
}

/** What a closed sweep says of the fleet. A sweep whose fleet could not be listed, or not whole, is never complete. */
export function summaryOf(
  sweep: Sweep,
  ledger: readonly LedgerEntry[],
  latest: readonly LatestAudit[],
): SweepSummary {
  const headlines = latest.flatMap(({ newest }) => (newest?.id === sweep.id ? [newest.headline] : []));
  const clusters = countStates(ledger);
  const wanted = ledger.filter(isWanted).length;
  return {
    complete: sweep.status !== 'planning' && sweep.unseen === undefined && clusters.audited === wanted,
    clusters,
    findings: sumFindings(headlines),
    score: meanScore(headlines),
    coverage: wanted === 0 ? 0 : sum(headlines.map(({ coverage }) => coverage)) / wanted,
    load: sumLoad(headlines),
    figures: fleetFigures(headlines),
  };
}

function sumFindings(headlines: readonly Headline[]): SweepSummary['findings'] {
  const totals: Partial<Record<Severity, number>> = {};
  for (const severity of severities) {
    const total = sum(headlines.map(({ findings }) => findings[severity] ?? 0));
    if (total > 0) totals[severity] = total;
  }
  return totals;
}

function meanScore(headlines: readonly Headline[]): number | null {
  const scores = headlines.flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length === 0 ? null : Math.round(sum(scores) / scores.length);
}

function sumLoad(headlines: readonly Headline[]): Load {
  return {
    requests: sum(headlines.map(({ load }) => load.requests)),
    bytes: sum(headlines.map(({ load }) => load.bytes)),
    objects: sum(headlines.map(({ load }) => load.objects)),
  };
}
