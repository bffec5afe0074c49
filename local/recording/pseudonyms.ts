/**
 * Other names for clusters, people and resources of Azure: the same for the same throughout a recording, and made with a
 * key that nobody keeps, so that trying names out leads nowhere.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { TextChange } from './map-texts.ts';
import type { Draft } from './recorder.ts';

/** Also behind a word: holders of leases end in `_` and one of these. */
const guid = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/giu;
const mailAddress = /[\w.+#-]+@[\w-]+(?:\.[\w-]+)+/gu;
/** Not the names of webhooks of AKS itself, which end alike. */
const apiServerHost = /\b[\w-]+(?:\.[\w-]+)*\.(?:hcp|privatelink)(?:\.[\w-]+)*\.azmk8s\.io\b/giu;
/** Names in ids of Azure, which stand behind the word for what they name. */
const resourceName = /\/(?:resourcegroups|managedclusters|workspaces|fleets)\/([\w.()-]+)/giu;

/** A name of one or two characters is in too many words. */
const shortestName = 3;

export function pseudonymsFor(draft: Draft, key: Uint8Array = randomBytes(32)): TextChange {
  const hash = (text: string): string => createHmac('sha256', key).update(text.toLowerCase()).digest('hex');
  const named = (kind: string, text: string): string => `${kind}-${hash(text).slice(0, 8)}`;
  const kinds = new Map(namesIn(draft).map(({ kind, name }) => [name.toLowerCase(), kind]));
  const known = anyOf([...kinds.keys()]);

  return (text) =>
    text
      .replaceAll(known, (found) => named(kinds.get(found.toLowerCase()) ?? 'resource', found))
      .replaceAll(guid, (found) => guidOf(hash(found)))
      .replaceAll(mailAddress, (found) => `${named('user', found)}@example.com`)
      .replaceAll(apiServerHost, (found) => `${named('host', found)}.azmk8s.io`);
}

interface Name {
  readonly kind: 'cluster' | 'group' | 'host' | 'resource';
  readonly name: string;
}

function namesIn(draft: Draft): readonly Name[] {
  const { index, clusters } = draft;
  const ofIds = [...JSON.stringify(draft).matchAll(resourceName)].map(([, name = '']): Name => ({
    kind: 'resource',
    name,
  }));
  const ofRefs = index.clusters.flatMap(({ cluster: { name, source } }): Name[] => [
    { kind: 'cluster', name },
    source.kind === 'kubeconfig'
      ? { kind: 'cluster', name: source.context }
      : { kind: 'group', name: source.resourceGroup },
  ]);
  const ofEvidence = clusters.flatMap(({ evidence: { managedCluster } }): Name[] => {
    if (managedCluster?.ok !== true) return [];
    const { nodeResourceGroup, network } = managedCluster.value;
    return [
      { kind: 'group', name: nodeResourceGroup ?? '' },
      { kind: 'host', name: network.host ?? '' },
    ];
  });
  return [...ofIds, ...ofRefs, ...ofEvidence].filter(({ name }) => name.length >= shortestName);
}

/** Each as a word of its own, the longest first: one may be within another. Of no names, nothing is one. */
function anyOf(names: readonly string[]): RegExp {
  const longestFirst = names.toSorted((left, right) => right.length - left.length);
  const literals = longestFirst.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  return new RegExp(names.length === 0 ? '(?!)' : String.raw`(?<!\w)(?:${literals.join('|')})(?!\w)`, 'giu');
}

function guidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
