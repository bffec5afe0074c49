/** What a score says: the whole catalogue over clusters that everybody knows, as the table of decision record 13. */
import { checks } from '../../src/checks/index.ts';
import type { Collected, EvidenceKind } from '../../src/evidence/index.ts';
import { azureKinds, logKinds } from '../../src/evidence/index.ts';
import { evaluate } from '../../src/judgement/evaluate.ts';
import { scoreOf } from '../../src/judgement/score.ts';
import type { CheckVerdict, Missing, Score, Severity } from '../../src/model.ts';
import { isWorse } from '../../src/model.ts';
import { formatPercent } from '../../src/shared/format.ts';
import { auditLogging } from './azure-evidence.ts';
import { gathered, now } from './evidence.ts';
import { healthyEvidence } from './healthy-cluster.ts';
import { clusterHistory } from './history.ts';
import { tableOf } from './markdown-table.ts';
import { findingOf } from './verdicts.ts';

export interface WorkedExample {
  readonly cluster: string;
  readonly verdicts: readonly CheckVerdict[];
  readonly score: Score;
}

// The keys of a complete record.
const everyKind = Object.keys(healthyEvidence) as readonly EvidenceKind[];
const ofAzure: readonly EvidenceKind[] = [...azureKinds, ...logKinds];
const notSwitchedOn = (kind: EvidenceKind): string | null =>
  kind === 'nodeEgress' ? 'The probe on nodes is not switched on.' : null;
const onlyKubernetes = (kind: EvidenceKind): string | null =>
  ofAzure.includes(kind) || kind === 'nodeEgress' ? 'Azure is not asked about it.' : null;

function missing(reason: Missing['reason'], kinds: readonly EvidenceKind[]): Collected {
  const why: Missing = { ok: false, reason, detail: 'It is missing.', remedy: 'Provide it.' };
  return Object.fromEntries(kinds.map((kind) => [kind, why]));
}

const whole: Collected = Object.fromEntries(everyKind.map((kind) => [kind, gathered(healthyEvidence[kind])]));
const firstSweep: Collected = { history: gathered(clusterHistory()) };
const withoutLog: Collected = {
  ...missing('notCollected', logKinds),
  auditLogging: gathered(auditLogging({ settings: [] })),
};
const { etcdUsed = [] } = healthyEvidence.history.series;
const zeroTouch: Collected = {
  ...missing(
    'notPermitted',
    everyKind.filter((kind) => !ofAzure.includes(kind) && kind !== 'history'),
  ),
  history: gathered(clusterHistory({ series: { etcdUsed } })),
};

function judged(change: Collected, outOfScope = notSwitchedOn): readonly CheckVerdict[] {
  return evaluate(
    checks,
    { ...whole, ...change },
    {
      now,
      fingerprint: (check, { name }) => `${check}/${name}`,
      outOfScope,
      onFault: (check, error) => {
        throw new Error(`The check ${check} broke.`, { cause: error });
      },
    },
  );
}

/** The healthy cluster with so many of its checks failing with a finding of a severity, of those that give such or worse. */
function failing(severity: Severity, most: number, isSuppressed = false): readonly CheckVerdict[] {
  const able = checks.filter((check) => !isWorse(severity, check.severity)).map(({ id }) => id);
  const suppression = { id: 's', owner: 'o', reason: 'r', expires: '2999-01-01T00:00:00.000Z' };
  let left = most;
  return judged({}).map((verdict): CheckVerdict => {
    if (verdict.outcome !== 'pass' || left === 0 || !able.includes(verdict.check)) return verdict;
    left -= 1;
    const finding = { ...findingOf(verdict.check, 'x', severity), ...(isSuppressed ? { suppression } : {}) };
    return { check: verdict.check, outcome: 'fail', inspected: 1, findings: [finding] };
  });
}

export function workedExamples(): readonly WorkedExample[] {
  const clusters: readonly (readonly [string, readonly CheckVerdict[]])[] = [
    ['Healthy, all seen, with a past', judged({})],
    ['Healthy, all seen, first sweep', judged(firstSweep)],
    ['Healthy, no audit log', judged(withoutLog)],
    ['Healthy, no audit log, first sweep', judged({ ...withoutLog, ...firstSweep })],
    ['Healthy, zero-touch, with a past', judged(zeroTouch)],
    ['Healthy, zero-touch, first sweep', judged({ ...zeroTouch, ...firstSweep })],
    ['Healthy, zero-touch, no audit log, with a past', judged({ ...zeroTouch, ...withoutLog })],
    ['Healthy, of a kubeconfig', judged({}, onlyKubernetes)],
    ['Nothing could be seen', judged(missing('unreachable', everyKind))],
    ['One critical finding', failing('critical', 1)],
    ['One high finding', failing('high', 1)],
    ['One medium finding', failing('medium', 1)],
    ['Ten medium findings', failing('medium', 10)],
    ['A medium finding of every check that can give one', failing('medium', checks.length)],
    ['One low finding', failing('low', 1)],
    ['One critical finding, suppressed', failing('critical', 1, true)],
  ];
  return clusters.map(([cluster, verdicts]) => ({
    cluster,
    verdicts,
    score: scoreOf(verdicts, (id) => checks.find((check) => check.id === id)?.severity ?? 'info'),
  }));
}

export function workedExamplesTable(): string {
  const rows = workedExamples().map(({ cluster, verdicts, score }) => {
    const applicable = verdicts.filter(({ outcome }) => outcome !== 'notApplicable');
    const unknown = applicable.filter(({ outcome }) => outcome === 'unknown').length;
    const value = score.value === null ? 'none' : String(score.value);
    const both = score.unsuppressed === score.value ? value : `${value} (${score.unsuppressed} with it)`;
    return [
      cluster,
      `${applicable.length - unknown} of ${applicable.length}`,
      formatPercent(score.coverage),
      both,
    ];
  });
  return tableOf([['Cluster', 'Checks judged', 'Coverage', 'Score'], ...rows]);
}
