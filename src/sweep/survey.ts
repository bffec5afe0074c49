import { kindsNeeded } from '../evidence/collect.ts';
import type { Collected } from '../evidence/index.ts';
import type { LedgerEntry, Sweep } from '../model.ts';
import type { SurveyedCluster, SweepContext } from './context.ts';
import { auditMessage, surveyMessage } from './messages.ts';
import type { SurveyWorkspaceMessage } from './messages.ts';
import { auditSourceOf } from './survey-groups.ts';
import { unneededKinds } from './unneeded-kinds.ts';

/**
 * One identity may run five log queries at a time, whatever the number of instances and workspaces
 * (https://learn.microsoft.com/azure/azure-monitor/service-limits#la-query-api). So one survey runs at a time, and it
 * keeps within five by itself.
 */
const turn = 'log-queries';
/** Longer than a survey takes (fleet/azure-evidence.ts); a holder that died keeps the others waiting as long. */
const turnMinutes = 12;
const waitSeconds = 5;

/**
 * Asks the logs of clusters that share a workspace and sends the audit of each. A survey that fails is evidence too: its
 * reason goes to every audit. The ledger is marked after the evidence is kept, so it may run twice.
 */
export async function surveyWorkspace(context: SweepContext, message: SurveyWorkspaceMessage): Promise<void> {
  const { history, queues, now } = context;
  const { sweepId, clusterKeys } = message;
  const sweep = await history.sweep(sweepId);
  if (sweep === null) throw new Error(`There is no sweep ${sweepId}.`);
  // What came too late is recorded as not audited; it must not keep the next sweep waiting for its turn.
  if (sweep.status === 'closed' || now() >= new Date(sweep.deadline)) return;
  const [first] = clusterKeys;
  const holder = `${sweepId} ${first}`;
  const until = new Date(now().getTime() + turnMinutes * 60_000);
  if (!(await history.takeTurn(turn, holder, { now: now(), until }))) {
    await queues.send('survey-workspace', surveyMessage(sweepId, clusterKeys), waitSeconds);
    return;
  }
  try {
    await surveyClusters(context, sweep, clusterKeys);
  } finally {
    await history.endTurn(turn, holder);
  }
}

async function surveyClusters(
  context: SweepContext,
  { id: sweepId, logSpan }: Sweep,
  clusterKeys: readonly string[],
): Promise<void> {
  const { history, log, now, metrics } = context;
  const pending = await pendingOf(context, sweepId, clusterKeys);
  const planned = pending.filter(({ state }) => state === 'planned');
  const clusters = await sourcesOf(context, sweepId, planned);
  if (logSpan !== undefined && clusters.length > 0) {
    const began = now().getTime();
    const evidence = await context.survey(clusters, logSpan, kindsNeeded(context.checks));
    metrics.record('auditor.survey.seconds', (now().getTime() - began) / 1000, { sweepId });
    await history.saveEvidence(sweepId, evidence);
  }
  await sendAudits(context, sweepId, pending);
  log.info('Workspace surveyed', { sweepId, clusters: clusters.length });
}

/** Clusters of a survey to be audited; also those surveyed by a delivery that died before it had sent all audits. */
export async function pendingOf(
  { history }: SweepContext,
  sweepId: string,
  clusterKeys: readonly string[],
): Promise<readonly LedgerEntry[]> {
  const entries = await Promise.all(clusterKeys.map((key) => history.ledgerEntry(sweepId, key)));
  return entries.filter(
    (entry): entry is LedgerEntry =>
      entry !== null && (entry.state === 'planned' || entry.state === 'surveyed'),
  );
}

async function sourcesOf(
  { history, checks }: SweepContext,
  sweepId: string,
  entries: readonly LedgerEntry[],
): Promise<readonly SurveyedCluster[]> {
  const found = await Promise.all(
    entries.map(async ({ cluster }): Promise<readonly SurveyedCluster[]> => {
      // Kept by the stage before under the kind that it is.
      const known = (await history.evidence(sweepId, cluster.key)) as Collected;
      const source = auditSourceOf(known.auditLogging);
      if (source === null) return [];
      const latest = await history.latestOf(cluster.key);
      return [{ cluster, source, known, unneeded: unneededKinds(checks, latest?.newest ?? null, known) }];
    }),
  );
  return found.flat();
}

/** Marks clusters as surveyed and sends their audits. */
export async function sendAudits(
  { history, queues }: SweepContext,
  sweepId: string,
  entries: readonly LedgerEntry[],
): Promise<void> {
  for (const { cluster } of entries) {
    await history.markLedger(sweepId, cluster.key, 'surveyed');
    await queues.send('audit-cluster', auditMessage(sweepId, cluster.key));
  }
}
