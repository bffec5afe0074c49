/**
 * Other names for clusters, people and resources of Azure: the same for the same throughout a recording, and made with a
 * key that nobody keeps, so that trying names out leads nowhere.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { TextChange } from './map-texts.ts';
import type { Draft } from './recorder.ts';

const guid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/giu;
const mailAddress = /[\w.+#-]+@[\w-]+(?:\.[\w-]+)+/gu;
const apiServerHost = /\b[\w-]+(?:\.[\w-]+)*\.azmk8s\.io\b/giu;
/** Names in ids of Azure, which stand behind the word for what they name. */
const resourceName = /(\/(?:resourcegroups|managedclusters|workspaces|fleets)\/)([^/\s"']+)/giu;

/** A name of one or two characters is in too many words. */
const shortestName = 3;

export function pseudonymsFor(draft: Draft, key: Uint8Array = randomBytes(32)): TextChange {
  const hash = (text: string): string => createHmac('sha256', key).update(text.toLowerCase()).digest('hex');
  const named = (kind: string, text: string): string => `${kind}-${hash(text).slice(0, 8)}`;
  const names = namesIn(draft);

  return (text) =>
    names
      .reduce((rest, { kind, name }) => rest.replaceAll(wholeWord(name), named(kind, name)), text)
      .replaceAll(resourceName, (_whole, before: string, name: string) =>
        /^(?:cluster|group)-[0-9a-f]{8}$/u.test(name) ? before + name : before + named('resource', name),
      )
      .replaceAll(guid, (found) => guidOf(hash(found)))
      .replaceAll(mailAddress, (found) => `${named('user', found)}@example.com`)
      .replaceAll(apiServerHost, (found) => `${named('host', found)}.azmk8s.io`);
}

interface Name {
  readonly kind: 'cluster' | 'group' | 'host';
  readonly name: string;
}

/** Longest first: one may be within another. */
function namesIn({ index, clusters }: Draft): readonly Name[] {
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
  const byName = new Map([...ofRefs, ...ofEvidence].map((one) => [one.name.toLowerCase(), one]));
  return [...byName.values()]
    .filter(({ name }) => name.length >= shortestName)
    .toSorted((left, right) => right.name.length - left.name.length);
}

function wholeWord(name: string): RegExp {
  const literal = name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  return new RegExp(String.raw`(?<!\w)${literal}(?!\w)`, 'giu');
}

function guidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
