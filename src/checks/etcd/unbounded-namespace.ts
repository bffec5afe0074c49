import type { LeakSuspects } from '../../evidence/leak-suspects.ts';
import type { ObjectQuota, ObjectQuotas } from '../../evidence/object-quotas.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { boundNamespace, canBeBounded } from '../../remediation/bound-namespace.ts';
import { links } from '../../remediation/links.ts';
import { formatCount, formatPercent, listInWords } from '../../shared/format.ts';
import { defineCheck, verdictOf } from '../define-check.ts';
import { type Holding, holdersOf } from '../support/large-holders.ts';
import { joinedUnseen } from '../support/joined-unseen.ts';

const thresholds = {
  /** Ours: then one tenant of the cluster decides what the kind costs all of them. */
  share: { value: 0.5, unit: 'ratio', source: links.resourceQuota },
} as const satisfies Record<string, Threshold>;

/** Objects of a kind that a namespace may hold: where the guide begins to call a kind too many. */
const quotaLimit = 10_000;

export const unboundedNamespace = defineCheck({
  id: 'unbounded-namespace',
  title: 'Namespace that holds most of a kind, without a bound',
  passTitle: 'No namespace holds most of a numerous kind without a bound',
  category: 'etcd',
  severity: 'low',
  guide: 'C2',
  rationale:
    'Without a quota on the number of objects one team or one faulty tool can fill etcd for everybody in the cluster.',
  remedy: 'Clean up the namespace, then set a ResourceQuota on the number of objects of the kind.',
  learnMore: links.resourceQuota,
  requires: ['leakSuspects', 'objectQuotas'],
  uses: [],
  thresholds,
  evaluate({ leakSuspects, objectQuotas }, { thresholds: { share } }) {
    const judged = leakSuspects.kinds
      .filter(({ kind }) => canBeBounded(kind))
      .map((suspect) => holdersOf(suspect, share));
    const holdings = judged.flatMap((one) => one.holdings);
    const unbounded = holdings.filter((holding) => quotasOn(holding, objectQuotas).length === 0);
    return verdictOf(
      leakSuspects.counted,
      // A quota may be among those that were not read: then nobody knows.
      objectQuotas.truncated ? [] : unbounded.map((holding) => findingOn(holding, objectQuotas, share)),
      joinedUnseen([
        ...unseenKinds(leakSuspects),
        ...judged.flatMap(({ unseen }) => unseen ?? []),
        ...(objectQuotas.truncated ? unbounded.map(quotaNotRead) : []),
      ]),
    );
  },
});

function unseenKinds({ unseen }: LeakSuspects) {
  return unseen
    .filter(({ kind }) => canBeBounded(kind))
    .map(({ reason, why, remedy }) => ({ reason, detail: why, remedy }));
}

function quotaNotRead({ namespace, kind }: Holding) {
  return {
    reason: 'truncated',
    detail: `The cluster has more ResourceQuotas than are read, so that one on ${kind} in ${namespace} may be among the others.`,
    remedy: `Look at them with kubectl get resourcequotas in the namespace ${namespace}.`,
  } as const;
}

/** Quotas of the namespace that bound the kind; a bound of which nothing is left to use is one too. */
function quotasOn({ namespace, kind }: Holding, { quotas }: ObjectQuotas): readonly ObjectQuota[] {
  return quotas.filter((quota) => quota.namespace === namespace && Object.hasOwn(quota.counts, kind));
}

function findingOn(holding: Holding, { quotas }: ObjectQuotas, share: number): FindingDraft {
  const { namespace, kind, objects, total, sampled, withoutOwner, managers } = holding;
  const held = objects / total;
  const others = quotas.filter((quota) => quota.namespace === namespace).map(({ name }) => name);
  const observed = `${formatCount(objects)} of ${formatCount(total)} ${kind} (${formatPercent(held)})`;
  return {
    severity: 'low',
    confidence: 'measured',
    resource: { kind: 'Namespace', name: namespace, part: kind },
    summary: `The namespace ${namespace} holds ${observed} and no quota counts them; expected is one from ${formatPercent(share)} on.`,
    observed: { text: observed, value: held, unit: 'ratio' },
    threshold: { ...thresholds.share, value: share },
    culprit: { kind: 'namespace', name: namespace },
    excerpts: [
      {
        label: 'Quotas there',
        value: others.length === 0 ? 'none' : `${listInWords(others)}, on other things`,
      },
      ...(managers.length === 0 ? [] : [{ label: 'Made by', value: listInWords(managers) }]),
      {
        label: 'Without an owner',
        value: `${formatCount(withoutOwner)} of ${formatCount(sampled)} that were looked at`,
      },
    ],
    remediation: boundNamespace({ kind, namespace, limit: quotaLimit }),
  };
}
