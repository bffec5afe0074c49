/** Reads a recording back. What is not as it was written is refused, or told: it must never look like health. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { messageOf, UsageError } from '../../src/shared/errors.ts';
import { clusterKeyOf, sweepIdOf } from '../../src/store/keys.ts';
import { isUnchanged } from './digest.ts';
import { clusterFile, clustersName, draftName, indexName, pathIn } from './files.ts';
import { readEvidence } from './read-evidence.ts';
import type { ClusterRecording, Recording, RecordingIndex } from './recording.ts';
import { recordingMark, recordingVersion } from './recording.ts';
import { clusterProblems, indexProblems } from './shape.ts';

export interface ReadRecording extends Recording {
  /** What whoever reads the report has to know, a sentence each. */
  readonly notes: readonly string[];
}

interface Reading {
  readonly directory: string;
  /** Whether files that were changed since are taken as they are. */
  readonly edited: boolean;
  readonly problems: string[];
  readonly notes: string[];
}

/** Throws `UsageError` with one sentence a problem, each with its file and its place in it. */
export function readRecording(directory: string, { edited }: { readonly edited: boolean }): ReadRecording {
  const reading: Reading = { directory, edited, problems: [], notes: [] };
  requireWhole(directory);
  const index = fileOf<RecordingIndex>(indexName, indexProblems, reading, (value) => ({
    value,
    problems: keyProblems(value),
  }));
  if (index === null) throw new UsageError(reading.problems);
  const clusters = clustersOf(index, reading);
  if (reading.problems.length > 0) throw new UsageError(reading.problems);
  return { index, clusters, notes: reading.notes };
}

function requireWhole(directory: string): void {
  if (!existsSync(directory)) {
    throw new UsageError([`--replay ${directory}: there is no such folder. Give one that --record wrote.`]);
  }
  if (existsSync(pathIn(directory, indexName))) return;
  throw new UsageError([
    existsSync(pathIn(directory, draftName))
      ? `--replay ${directory} is not whole: the run that recorded it was ended. Record again.`
      : `--replay ${directory} is no recording: it has no ${indexName}. Give a folder that --record wrote.`,
  ]);
}

/** What is wrong with the clusters of an index whose shape is right. */
function keyProblems({ clusters }: RecordingIndex): readonly string[] {
  const keys = clusters.map(({ cluster }) => cluster.key);
  return clusters.flatMap(({ cluster: { id, key } }, place) => {
    const right = clusterKeyOf(id);
    if (key !== right) return [`clusters[${place}].cluster.key: Expected ${right}, the key of its id.`];
    const first = keys.indexOf(key);
    return first === place
      ? []
      : [`clusters[${place}]: It is the cluster of clusters[${first}]. Leave one of them out.`];
  });
}

function clustersOf(index: RecordingIndex, reading: Reading): readonly ClusterRecording[] {
  const { directory, problems } = reading;
  const audited = index.clusters.filter(({ state }) => state === 'audited').map(({ cluster }) => cluster.key);
  const expected = new Set(audited.map(clusterFile));
  const folder = pathIn(directory, clustersName);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const file = `${clustersName}/${name}`;
    if (!expected.has(file))
      problems.push(said(reading, file, `It is of no audited cluster of ${indexName}. Remove it.`));
  }
  return audited.flatMap((key) => clusterOf(key, index, reading) ?? []);
}

function clusterOf(key: string, { sweep }: RecordingIndex, reading: Reading): ClusterRecording | null {
  const file = clusterFile(key);
  const sweepId = sweepIdOf(new Date(sweep.startedAt));
  return fileOf<ClusterRecording>(file, clusterProblems, reading, (read, unchanged) => {
    const others = [
      ...(read.sweepId === sweepId
        ? []
        : [`sweepId: Expected ${sweepId}, as in ${indexName}: it is of another recording.`]),
      ...(read.clusterKey === key ? [] : [`clusterKey: Expected ${key}, as the file is called.`]),
    ];
    const { evidence, problems, notes } = readEvidence(read.evidence, unchanged);
    reading.notes.push(...notes.map((note) => said(reading, file, note)));
    return { value: { ...read, evidence }, problems: [...others, ...problems] };
  });
}

type Further<T> = (
  value: T,
  unchanged: boolean,
) => { readonly value: T; readonly problems: readonly string[] };

/** A file of the recording; null when something is wrong with it, which is then among the problems. */
function fileOf<T extends object>(
  file: string,
  problemsOf: (value: unknown) => readonly string[],
  reading: Reading,
  further: Further<T>,
): T | null {
  const found = (problems: readonly string[]): null => {
    reading.problems.push(...problems.map((problem) => said(reading, file, problem)));
    return null;
  };
  const { value, problem } = jsonAt(pathIn(reading.directory, file));
  const unfit = problem ?? strangeness(value);
  if (unfit !== null) return found([unfit]);
  const problems = problemsOf(value);
  if (problems.length > 0) return found(problems);
  // The schema that is made from the type has just accepted it.
  const typed = value as T;
  const unchanged = isUnchanged(typed);
  const read = further(typed, unchanged);
  if (read.problems.length > 0) return found(read.problems);
  if (!unchanged && !reading.edited) return found([changedSince]);
  if (!unchanged)
    reading.notes.push(said(reading, file, 'It was changed since it was recorded, and is judged as it is.'));
  return read.value;
}

const changedSince =
  'It was changed since it was recorded. Record again, or add --edited to have it judged as it is.';

function jsonAt(file: string): { readonly value?: unknown; readonly problem: string | null } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return { problem: `It cannot be read: ${messageOf(error)}. Record again.` };
  }
  try {
    return { value: JSON.parse(text) as unknown, problem: null };
  } catch (error) {
    return { problem: `It is damaged: ${messageOf(error)}. Record again.` };
  }
}

/** Why a file is none that this program can read, or null. */
function strangeness(value: unknown): string | null {
  const { what, schemaVersion, productVersion } = { ...(value as Partial<RecordingIndex> | null) }; // Any JSON may be spread.
  if (what !== recordingMark) return `It is no part of a recording. Expected "what": "${recordingMark}".`;
  if (schemaVersion === recordingVersion) return null;
  if (typeof schemaVersion !== 'number' || schemaVersion < recordingVersion)
    return `schemaVersion: Expected ${recordingVersion}.`;
  const writer = typeof productVersion === 'string' ? `version ${productVersion}` : 'the version';
  return `It has schemaVersion ${String(schemaVersion)}, and this program knows none after ${recordingVersion}. Replay it with ${writer} that recorded it, or a later one.`;
}

function said({ directory }: Reading, file: string, problem: string): string {
  return `${pathIn(directory, file)}: ${problem}`;
}
