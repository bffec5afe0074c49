/** Where the parts of a recording are. */
import path from 'node:path';

export const indexName = 'recording.json';
/** What becomes the index when the recording is whole. */
export const draftName = 'recording.json.part';
export const clustersName = 'clusters';

/** The file of a cluster as it is called in messages. Keys of clusters are safe in paths. */
export function clusterFile(key: string): string {
  return `${clustersName}/${key}.json`;
}

export function pathIn(directory: string, name: string): string {
  return path.join(directory, ...name.split('/'));
}
