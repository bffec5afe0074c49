/** Leaves out of a recording what must not be in it, and seals what stays. */
import { clusterKeyOf } from '../../src/store/keys.ts';
import type { ClusterRef } from '../../src/model.ts';
import { sealed } from './digest.ts';
import { mapTexts } from './map-texts.ts';
import type { TextChange } from './map-texts.ts';
import { pseudonymsFor } from './pseudonyms.ts';
import type { Draft } from './recorder.ts';
import type { Recording } from './recording.ts';
import { recordingMark } from './recording.ts';
import { withoutSecrets } from './secrets.ts';

/** Without secrets; anonymized, also without names of clusters, people and Azure resources. */
export function concealed(draft: Draft, { anonymize }: { readonly anonymize: boolean }): Recording {
  let cut = 0;
  const trim: TextChange = (text, path) => {
    const rest = withoutSecrets(text, path);
    if (rest !== text) cut += 1;
    return rest;
  };
  const trimmed = mapTexts(draft, trim);
  const { index, clusters } = anonymize ? mapTexts(trimmed, pseudonymsFor(trimmed)) : trimmed;
  // Keys are made of ids, and a hash of a known id would give it away.
  const keys = new Map(
    draft.index.clusters.map(({ cluster }, place) => [
      cluster.key,
      keyOf(cluster, index.clusters[place]?.cluster ?? cluster),
    ]),
  );
  const newKey = (key: string): string => keys.get(key) ?? key;
  return {
    index: sealed({
      ...index,
      // A cluster may be called like a word of it.
      what: recordingMark,
      anonymized: anonymize,
      textsCut: cut,
      clusters: index.clusters.map((entry, place) => ({
        ...entry,
        cluster: { ...entry.cluster, key: newKey(draft.index.clusters[place]?.cluster.key ?? '') },
      })),
    }),
    clusters: clusters.map((cluster, place) =>
      sealed({
        ...cluster,
        what: recordingMark,
        clusterKey: newKey(draft.clusters[place]?.clusterKey ?? ''),
      }),
    ),
  };
}

function keyOf(before: ClusterRef, after: ClusterRef): string {
  return before.id === after.id ? before.key : clusterKeyOf(after.id);
}
