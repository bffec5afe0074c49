/** Gathers while a run goes on what its recording is made of. */
import { checks } from '../../src/checks/index.ts';
import { kindsNeeded } from '../../src/evidence/collect.ts';
import type { Collected } from '../../src/evidence/index.ts';
import type { AuditResult, Policy, Sweep } from '../../src/model.ts';
import { compareText } from '../../src/shared/compare-text.ts';
import { productVersion } from '../../src/shared/product.ts';
import type { FleetPort } from '../../src/sweep/context.ts';
import type { Once } from '../once/outcome.ts';
import { usualThresholds } from './changes.ts';
import type { ClusterRecording, RecordedOptions, RecordedSweep, Recording } from './recording.ts';
import { recordingMark, recordingVersion } from './recording.ts';

/** A recording before its secrets are left out and it is sealed. */
export interface Draft {
  readonly index: Omit<Recording['index'], 'digest'>;
  readonly clusters: readonly Omit<ClusterRecording, 'digest'>[];
}

export interface Recorder {
  /** Keeps an audit and its evidence; of two of a cluster, the last one. */
  readonly onAudit: (audit: AuditResult, evidence: Collected) => void;
  readonly recordingOf: (once: Once, policy: Policy) => Draft;
}

interface RecorderOptions {
  readonly options: RecordedOptions;
  readonly fleet: Pick<FleetPort, 'outOfScope'>;
}

const head = { what: recordingMark, schemaVersion: recordingVersion } as const;

export function recorder({ options, fleet }: RecorderOptions): Recorder {
  const kinds = kindsNeeded(checks);
  const audits = new Map<string, Draft['clusters'][number]>();

  return {
    onAudit(audit, evidence) {
      const beyond = kinds.flatMap((kind) => {
        const why = fleet.outOfScope(audit.cluster, kind);
        return why === null ? [] : [[kind, why] as const];
      });
      audits.set(audit.cluster.key, {
        ...head,
        sweepId: audit.sweepId,
        clusterKey: audit.cluster.key,
        startedAt: audit.startedAt,
        finishedAt: audit.finishedAt,
        load: audit.load,
        outOfScope: Object.fromEntries(beyond),
        reads: Object.fromEntries(
          audit.evidence.map(({ kind, milliseconds, load }) => [kind, { milliseconds, load }]),
        ),
        evidence: inOrder(evidence),
      });
    },
    recordingOf: ({ sweep, ledger }, policy) => ({
      index: {
        ...head,
        productVersion,
        anonymized: false,
        textsCut: 0,
        options,
        sweep: sweepOf(sweep),
        policy,
        thresholds: usualThresholds(checks),
        evidenceKinds: kinds,
        clusters: ledger.map(({ cluster, state, why }) =>
          why === undefined ? { cluster, state } : { cluster, state, why },
        ),
      },
      // One that was audited and could not be stored is none of the report.
      clusters: ledger
        .filter(({ state }) => state === 'audited')
        .flatMap(({ cluster }) => audits.get(cluster.key) ?? []),
    }),
  };
}

/** The same from run to run: reads end in any order. */
function inOrder(evidence: Collected): Collected {
  return Object.fromEntries(Object.entries(evidence).toSorted(([left], [right]) => compareText(left, right)));
}

function sweepOf({ startedAt, closedAt, logSpan, unseen, problem }: Sweep): RecordedSweep {
  if (closedAt === undefined) throw new Error('Only a closed sweep can be recorded.');
  return {
    startedAt,
    closedAt,
    ...(logSpan === undefined ? {} : { logSpan }),
    ...(unseen === undefined ? {} : { unseen }),
    ...(problem === undefined ? {} : { problem }),
  };
}
