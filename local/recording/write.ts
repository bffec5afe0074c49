/** Writes a recording into a folder: the files of the clusters, then the index that makes it whole. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { messageOf, UsageError } from '../../src/shared/errors.ts';
import { clusterFile, clustersName, draftName, indexName, pathIn } from './files.ts';
import { jsonText } from './json-text.ts';
import type { Recording } from './recording.ts';
import { recordingMark } from './recording.ts';

/**
 * Makes a folder ready before anything is audited; an earlier recording in it is gone then, for one that is half old and
 * half new must not be taken for whole. Throws `UsageError` for a folder that holds something else.
 */
export function prepareRecording(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const names = readdirSync(directory);
    if (names.length > 0 && !isRecording(directory, names)) {
      throw new UsageError([
        `--record ${directory} holds other files. Give a new or an empty folder, or that of an earlier recording.`,
      ]);
    }
    writeFileSync(pathIn(directory, draftName), jsonText({ what: recordingMark }), { mode: 0o600 });
    rmSync(pathIn(directory, indexName), { force: true });
    rmSync(pathIn(directory, clustersName), { recursive: true, force: true });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError([`--record ${directory} cannot be written: ${messageOf(error)}.`], { cause: error });
  }
}

/** The folder has to be prepared. */
export function writeRecording(directory: string, { index, clusters }: Recording): void {
  // The evidence of clusters is for those who may read them.
  mkdirSync(pathIn(directory, clustersName), { mode: 0o700 });
  for (const cluster of clusters) {
    writeFileSync(pathIn(directory, clusterFile(cluster.clusterKey)), jsonText(cluster), { mode: 0o600 });
  }
  writeFileSync(pathIn(directory, draftName), jsonText(index), { mode: 0o600 });
  renameSync(pathIn(directory, draftName), pathIn(directory, indexName));
}

/** Whether nothing is in the folder but a recording, whole or not. */
function isRecording(directory: string, names: readonly string[]): boolean {
  const ours: readonly string[] = [indexName, draftName, clustersName];
  const marked = names.find((name) => name === indexName || name === draftName);
  return (
    marked !== undefined &&
    names.every((name) => ours.includes(name)) &&
    readFileSync(pathIn(directory, marked), 'utf8').includes(recordingMark)
  );
}
