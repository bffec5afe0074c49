/**
 * What a recording holds: all that the checks of one run were handed, and all else that its report follows from. The types
 * are the only description; docs/recording.schema.json is made from them.
 */
import type { Collected } from '../../src/evidence/index.ts';
import type { ClusterRef, LedgerState, Load, LogSpan, Policy } from '../../src/model.ts';
import type { FleetChoice } from '../fleet.ts';

export const recordingMark = 'AKS Fleet Auditor recording';

/** One more with each change after which an older program would read a recording wrongly. */
export const recordingVersion = 1;

/** `recording.json`, written last: a folder without it is no whole recording. */
export interface RecordingIndex {
  readonly what: typeof recordingMark;
  readonly schemaVersion: typeof recordingVersion;
  /** The version of the product that recorded. */
  readonly productVersion: string;
  /** Whether names of clusters, people and Azure resources are replaced. */
  readonly anonymized: boolean;
  /** Texts of which a part was left out, for it looked like a secret. */
  readonly textsCut: number;
  readonly options: RecordedOptions;
  readonly sweep: RecordedSweep;
  /** The entries that were in force. */
  readonly policy: Policy;
  /** Bounds of the catalogue by check and name, to tell what has changed since. */
  readonly thresholds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Kinds that the checks of that version ask for. */
  readonly evidenceKinds: readonly string[];
  /** In the order of the report. */
  readonly clusters: readonly RecordedEntry[];
  /** SHA-256 of everything else in this file, in hex. */
  readonly digest: string;
}

export interface RecordedOptions {
  readonly fleet: FleetChoice['kind'];
  readonly metricsWindowSeconds: number;
  readonly logWindowMinutes: number;
}

export interface RecordedSweep {
  readonly startedAt: string;
  readonly closedAt: string;
  readonly logSpan?: LogSpan;
  /** Parts of the fleet that could not be seen, a sentence each. */
  readonly unseen?: readonly string[];
  /** What kept the sweep from being planned, if anything did. */
  readonly problem?: string;
}

export interface RecordedEntry {
  readonly cluster: ClusterRef;
  readonly state: LedgerState;
  readonly why?: string;
}

/** `clusters/<key>.json`, one for each cluster that was audited. */
export interface ClusterRecording {
  readonly what: typeof recordingMark;
  readonly schemaVersion: typeof recordingVersion;
  /** The sweep that it belongs to: made of its start. */
  readonly sweepId: string;
  readonly clusterKey: string;
  readonly startedAt: string;
  /** The time that the checks were told. */
  readonly finishedAt: string;
  readonly load: Load;
  /** Kinds of evidence that do not belong to an audit of this cluster: why. */
  readonly outOfScope: Readonly<Record<string, string>>;
  /** By kind of evidence. */
  readonly reads: Readonly<Record<string, RecordedRead>>;
  readonly evidence: Collected;
  /** SHA-256 of everything else in this file, in hex. */
  readonly digest: string;
}

/** How long reading a kind took, and what it cost the API server. */
interface RecordedRead {
  readonly milliseconds: number;
  readonly load: Load;
}

/** All files of a recording as data. */
export interface Recording {
  readonly index: RecordingIndex;
  /** Of the clusters that were audited, in the order of the index. */
  readonly clusters: readonly ClusterRecording[];
}
