/** Joins what is stored to what the pages show; the fleet, a cluster and the findings have files of their own. */
import type { Outcome } from '../model.ts';
import { outcomes } from '../model.ts';
import type { ChecksView, CheckView, Frame, SweepView } from '../pages/views.ts';
import { selectClusters } from '../report/select-clusters.ts';
import { inForce, wholePolicy } from '../policy/current-policy.ts';
import type { HttpDeps } from './deps.ts';
import { evidenceOf } from './evidence-of.ts';
import { requiredCheck, requiredSweep } from './find.ts';

export async function sweepView(deps: HttpDeps, id: string): Promise<SweepView> {
  const sweep = await requiredSweep(deps.history, id);
  const [ledger, latest] = await Promise.all([deps.history.ledger(sweep.id), deps.history.latest()]);
  const audits = new Map(
    latest.flatMap(({ cluster, newest }) =>
      newest?.id === sweep.id ? [[cluster.key, newest] as const] : [],
    ),
  );
  return { ...frame(deps), sweep, ledger, audits };
}

export async function checkView(deps: HttpDeps, id: string): Promise<CheckView> {
  const { history, checks, evidenceSources, policyFile } = deps;
  const check = requiredCheck(checks, id);
  const [latest, policy] = await Promise.all([history.latest(), wholePolicy(policyFile, history)]);
  const { thresholds: overrides } = inForce(policy);
  return {
    ...frame(deps),
    check,
    evidence: evidenceOf(check, evidenceSources),
    clusters: selectClusters(latest, { sort: 'attention' })
      .filter(({ notAudited }) => notAudited?.state !== 'vanished')
      .map((cluster) => ({ latest: cluster, outcome: outcomeOf(cluster.newest?.outcomes, id) })),
    overrides: overrides.filter((override) => override.check === id),
  };
}

export async function checksView(deps: HttpDeps): Promise<ChecksView> {
  const latest = (await deps.history.latest()).filter(
    ({ newest, notAudited }) => newest !== null && notAudited?.state !== 'vanished',
  );
  const outcomesOf = (id: string) => latest.map(({ newest }) => outcomeOf(newest?.outcomes, id));
  return {
    ...frame(deps),
    audited: latest.length,
    checks: deps.checks.map((check) => ({ check, clusters: countsOf(outcomesOf(check.id)) })),
  };
}

export function frame({ pageNotice, now }: HttpDeps): Frame {
  return { notice: pageNotice, now: now() };
}

/** null when the audit is older than the check. */
function outcomeOf(outcomes: Readonly<Record<string, Outcome>> | undefined, id: string): Outcome | null {
  return outcomes !== undefined && Object.hasOwn(outcomes, id) ? (outcomes[id] ?? null) : null;
}

function countsOf(found: readonly (Outcome | null)[]): Readonly<Record<Outcome, number>> {
  const counts = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };
  for (const outcome of outcomes) counts[outcome] = found.filter((one) => one === outcome).length;
  return counts;
}
