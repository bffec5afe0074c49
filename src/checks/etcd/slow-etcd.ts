import type { ApiMetrics, EtcdOperation } from '../../evidence/api-metrics.ts';
import type { FindingDraft, Threshold } from '../../model.ts';
import { lowerEtcdLatency } from '../../remediation/etcd.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countOf, formatCount, formatLatency, listInWords } from '../../shared/format.ts';
import { sum } from '../../shared/sum.ts';
import type { CheckContext, Unseen } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';
import {
  type SlownessBounds,
  confidenceIn,
  mayBeSlow,
  p99InWords,
  periodInWords,
  slownessExcerpts,
  slownessOf,
} from '../support/slow-calls.ts';

const thresholds = {
  /** Of upstream's own alert on etcd; here the way to etcd and reading a whole page are in it. */
  p99: { value: 0.15, unit: 'seconds', source: links.etcdAlerts },
  /** Ours: the 99th percentile of fewer is that of a handful. */
  minimum: { value: 1_000, unit: 'requests', source: links.etcdAlerts },
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const slowEtcd = defineCheck({
  id: 'slow-etcd',
  title: 'Slow etcd',
  passTitle: 'Requests to etcd are answered quickly',
  category: 'etcd',
  severity: 'medium',
  guide: 'C2+',
  rationale:
    'Every write waits for etcd, and every read that the API server cannot answer from memory: a slow etcd slows the whole cluster, and leader elections fail.',
  remedy:
    'Take load and size off etcd: fewer and smaller objects, fewer writes, fewer LISTs that go past the cache.',
  learnMore: links.etcdAlerts,
  requires: ['apiMetrics'],
  uses: [],
  thresholds,
  evaluate({ apiMetrics }, { thresholds: bounds }) {
    const { etcdOperations } = apiMetrics;
    const judged = etcdOperations.filter(({ sinceStart }) => sinceStart.calls >= bounds.minimum);
    if (judged.length === 0) {
      return unknown(
        'notCollected',
        `The API server shows no operation of etcd with at least ${countOf(bounds.minimum, 'request')} since it started.`,
        'Audit again in some minutes: the counters begin with the process.',
      );
    }
    const drafts = etcdOperations.flatMap((operation) => findingsOn(operation, apiMetrics, bounds));
    return verdictOf(judged.length, drafts, unseenIn(etcdOperations, bounds));
  },
});

function slowness({ p99, minimum }: Bounds): SlownessBounds {
  return { seconds: p99, minimum };
}

function unseenIn(operations: readonly EtcdOperation[], bounds: Bounds): Unseen | null {
  const open = operations.filter((one) => mayBeSlow(one, slowness(bounds))).map(({ operation }) => operation);
  if (open.length === 0) return null;
  return {
    reason: 'notCollected',
    detail: `Requests of the kind ${listInWords(open.toSorted())} may be slow, but there were too few since the API server started to judge.`,
    remedy: 'Audit again in some hours.',
  };
}

function findingsOn(operation: EtcdOperation, metrics: ApiMetrics, bounds: Bounds): readonly FindingDraft[] {
  const slow = slownessOf(operation, slowness(bounds));
  if (slow === null) return [];
  const name = cleanText(operation.operation, 80);
  const observed = `${p99InWords(slow.p99)} for 99 % of ${countOf(slow.calls, 'request')} ${periodInWords(slow, metrics)}`;
  const worst = dominantIn(operation);
  return [
    {
      severity: 'medium',
      confidence: confidenceIn(slow, slowness(bounds)),
      resource: { kind: 'EtcdOperation', name: operation.operation },
      summary: `The operation ${name} of etcd takes up to ${observed}; expected is at most ${formatLatency(bounds.p99 * 1_000)}.`,
      observed: { text: observed, value: slow.p99.seconds, unit: 'seconds' },
      threshold: { ...thresholds.p99, value: bounds.p99 },
      ...(worst === null ? {} : { culprit: { kind: 'object', name: worst } }),
      excerpts: [...slownessExcerpts(slow, metrics), ...kindExcerpts(operation)],
      remediation: lowerEtcdLatency(operation.operation),
    },
  ];
}

/** The kind with more slow requests than the next ones together; where all are slow alike, no kind is to blame. */
function dominantIn({ slowKinds: [worst, ...others] }: EtcdOperation): string | null {
  const rest = sum(others.map(({ slow }) => slow));
  return worst !== undefined && worst.slow > rest ? worst.kind : null;
}

function kindExcerpts({ slowKinds }: EtcdOperation): FindingDraft['excerpts'] {
  return slowKinds.map(({ kind, calls, slow }) => ({
    label: `Over 200 ms since the start: ${cleanText(kind, 80)}`,
    value: `${formatCount(slow)} of ${formatCount(calls)}`,
  }));
}
