/** What kubectl makes of the first half of `TYPE/NAME`: it asks the server what it serves. */
import type { Client } from './client.ts';

export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

export type Kinds = readonly ServedKind[];

interface ResourceList {
  readonly groupVersion: string;
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

interface GroupList {
  readonly groups: readonly {
    readonly preferredVersion: { readonly groupVersion: string };
    readonly versions: readonly { readonly groupVersion: string }[];
  }[];
}

/** Every kind in every version that is served, the preferred version of a group before its others. */
export async function servedKinds(client: Client): Promise<Kinds> {
  const { groups } = JSON.parse(await client.send('GET', '/apis')) as GroupList;
  const versions = groups.flatMap(({ preferredVersion, versions: all }) => [
    preferredVersion.groupVersion,
    ...all
      .map(({ groupVersion }) => groupVersion)
      .filter((version) => version !== preferredVersion.groupVersion),
  ]);
  const paths = ['/api/v1', ...versions.map((version) => `/apis/${version}`)];
  const lists = await Promise.all(
    paths.map(async (path) => JSON.parse(await client.send('GET', path)) as ResourceList),
  );
  return lists.flatMap(({ groupVersion, resources }) =>
    resources
      .filter(({ name }) => !name.includes('/'))
      .map(({ name, kind, namespaced }) => ({ apiVersion: groupVersion, kind, plural: name, namespaced })),
  );
}

/** `jobs`, `job`, `jobs.batch` or `jobs.v1.batch`. */
export function kindNamed(kinds: Kinds, word: string): ServedKind {
  const short: Readonly<Record<string, string>> = {
    crd: 'customresourcedefinitions',
    csr: 'certificatesigningrequests',
  };
  const [type = '', ...rest] = (short[word] ?? word).split('.');
  const found = kinds.find((one) => {
    const [group, version] = partsOf(one.apiVersion);
    const named = one.plural === type || one.kind.toLowerCase() === type;
    return named && ['', group, `${version}.${group}`].includes(rest.join('.'));
  });
  if (found === undefined) throw new Error(`the server doesn't have a resource type "${word}"`);
  return found;
}

/** The kind of an object in a manifest. */
export function kindOf(
  kinds: Kinds,
  object: { readonly apiVersion: string; readonly kind: string },
): ServedKind {
  const found = kinds.find(
    ({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind,
  );
  if (found === undefined) {
    throw new Error(`no matches for kind "${object.kind}" in version "${object.apiVersion}"`);
  }
  return found;
}

/** Of the collection, or of one object in it. */
export function pathOf(
  { apiVersion, plural, namespaced }: ServedKind,
  namespace: string | null,
  name: string | null,
): string {
  const base = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  const place = namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${base}${place}/${plural}${name === null ? '' : `/${encodeURIComponent(name)}`}`;
}

function partsOf(apiVersion: string): readonly [group: string, version: string] {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined ? ['', first] : [first, second];
}
