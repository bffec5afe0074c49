import type { FinishedJobGroup, FinishedJobs } from '../../evidence/finished-jobs.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { finishedJobsCleanup } from '../../remediation/finished-jobs.ts';
import { links } from '../../remediation/links.ts';
import { compareText } from '../../shared/compare-text.ts';
import { countOf, formatCount } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, verdictOf } from '../define-check.ts';

const thresholds = {
  /** Ours: a tenth of what the guide calls too many objects of a kind. Jobs come with pods, ConfigMaps and events of their own. */
  most: { value: 1_000, unit: 'objects', source: links.guide },
} as const satisfies Record<string, Threshold>;

export const finishedJobsWithoutTtl = defineCheck({
  id: 'finished-jobs-without-ttl',
  title: 'Finished Jobs that nothing deletes',
  passTitle: 'Few finished Jobs are without a time to live',
  category: 'etcd',
  severity: 'medium',
  guide: 'C2',
  rationale:
    'A Job without ttlSecondsAfterFinished stays for ever once it has finished, with its pods: such Jobs fill etcd, and every LIST of Jobs and pods gets slower.',
  remedy: 'Set ttlSecondsAfterFinished where the Jobs are made, then delete the finished ones.',
  learnMore: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  requires: ['finishedJobs'],
  uses: [],
  thresholds,
  evaluate({ finishedJobs }, { thresholds: { most } }) {
    const findings = finishedJobs.finishedWithoutTtl > most ? [findingOn(finishedJobs, most)] : [];
    return verdictOf(finishedJobs.total, findings, unseenIn(finishedJobs, most));
  },
});

/** What was read is more than enough for a finding, or too little for an all-clear. */
function unseenIn({ total, read, complete, finishedWithoutTtl }: FinishedJobs, most: number): Unseen | null {
  if (finishedWithoutTtl > most || total <= most || (complete && read > 0)) return null;
  if (read === 0) {
    return {
      reason: 'notCollected',
      detail: `There are ${countOf(total, 'Job')}, and an audit reads them only when there are over 1,000.`,
      remedy: 'Set the bound of this check to 1,000 or more.',
    };
  }
  return {
    reason: 'truncated',
    detail: `Of ${countOf(total, 'Job')} the first ${formatCount(read)} were read, of which ${formatCount(finishedWithoutTtl)} have finished without a time to live.`,
    remedy:
      'Clean up Jobs that are done (kubectl get jobs --all-namespaces --chunk-size=500); an audit reads 2,000 at most.',
  };
}

function findingOn(jobs: FinishedJobs, most: number): FindingDraft {
  const { finishedWithoutTtl, complete, groups } = jobs;
  const observed = `${complete ? '' : 'at least '}${countOf(finishedWithoutTtl, 'finished Job')} without a time to live`;
  const [largest] = groups;
  const since = groups.map(({ oldestFinishedAt }) => oldestFinishedAt).toSorted(compareText)[0];
  return {
    severity: 'medium',
    confidence: complete ? 'measured' : 'sampled',
    resource: { kind: 'APIResource', name: 'jobs.batch' },
    summary: `There are ${observed} among ${countOf(jobs.total, 'Job')}; expected are at most ${formatCount(most)}.`,
    observed: { text: observed, value: finishedWithoutTtl, unit: 'objects' },
    threshold: { ...thresholds.most, value: most },
    ...(since === undefined ? {} : { since }),
    ...(largest === undefined ? {} : { culprit: { kind: 'namespace', name: largest.namespace } }),
    excerpts: [
      { label: 'Jobs', value: formatCount(jobs.total) },
      ...(complete ? [] : [{ label: 'Of these read', value: formatCount(jobs.read) }]),
      { label: 'Finished with a time to live', value: formatCount(jobs.finishedWithTtl) },
      ...groups.map((group) => ({ label: placeOf(group), value: countOf(group.finishedWithoutTtl, 'Job') })),
    ],
    remediation: finishedJobsCleanup({
      namespace: largest?.namespace ?? 'default',
      owner: largest?.owner ?? null,
      limit: most,
    }),
  };
}

function placeOf({ namespace, owner }: FinishedJobGroup): string {
  return owner === null ? `In ${namespace}, of nobody` : `In ${namespace}, of ${owner.kind}/${owner.name}`;
}
