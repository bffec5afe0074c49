/** Looks at the metadata of some objects of a kind, and counts all of them in the namespace that holds most. */
import * as z from 'zod';
import { ReadError } from '../../shared/errors.ts';
import type { GatherContext } from '../define-gatherer.ts';
import type { SuspectKind } from '../leak-suspects.ts';
import { type ObjectMetadata, metadataSchema } from './metadata.ts';
import { summaryOf } from './summary.ts';

interface Suspect {
  readonly kind: string;
  readonly total: number;
}

const pageSize = 500;
const mostPages = 4;

/**
 * Null when the server does not serve the kind: what it counts is then left over from a deleted CustomResourceDefinition
 * (https://github.com/kubernetes/kubernetes/issues/131901). Throws `ReadError` when it cannot be seen.
 */
export async function sampleKind(
  context: GatherContext,
  suspect: Suspect,
  requestsLeft: () => number,
): Promise<SuspectKind | null> {
  for (const path of await pathsOf(context, suspect.kind)) {
    const sample = await sampleAt(context, path, requestsLeft);
    if (sample === null) continue;
    const { items, truncated } = sample;
    const last = items.at(-1)?.namespace ?? '';
    const lastTotal = truncated && last !== '' ? await countIn(context, path, last, requestsLeft) : null;
    return summaryOf({ ...suspect, items, complete: !truncated, lastTotal, now: context.now() });
  }
  return null;
}

/** In every version that the group is served in: not every kind of a group is served in the preferred one. */
async function pathsOf({ kubernetes, signal }: GatherContext, kind: string): Promise<readonly string[]> {
  const [plural = '', ...rest] = kind.split('.');
  const resource = encodeURIComponent(plural);
  if (rest.length === 0) return [`/api/v1/${resource}`];
  const group = rest.join('.');
  const versions = await kubernetes.groupVersions(group, { signal });
  return versions.map(
    (version) => `/apis/${encodeURIComponent(group)}/${encodeURIComponent(version)}/${resource}`,
  );
}

/**
 * The first pages, in the order of namespaces and names. A page out of one namespace ends it: a namespace so large goes on for
 * many more pages, and counting it says more. Null when there is no such resource.
 */
async function sampleAt({ kubernetes, signal }: GatherContext, path: string, requestsLeft: () => number) {
  try {
    return await kubernetes.list(path, metadataSchema, {
      signal,
      limit: pageSize,
      // One request is kept for the count, and one page is tried also when there is none left: the budget then says so itself.
      maxPages: Math.max(1, Math.min(mostPages, requestsLeft() - 1)),
      metadataOnly: true,
      enough: isOfOneNamespace,
    });
  } catch (error) {
    if (error instanceof ReadError && error.reason === 'unsupported') return null;
    throw error;
  }
}

function isOfOneNamespace(page: readonly ObjectMetadata[]): boolean {
  return page.every(({ namespace }) => namespace === page[0]?.namespace);
}

/**
 * How many there are in a namespace, by one object and what the server says remains; null when it does not say, or there is no
 * request left. Asked for as a whole object: servers before 1.21 say what remains only then.
 */
async function countIn(
  { kubernetes, signal }: GatherContext,
  path: string,
  namespace: string,
  requestsLeft: () => number,
): Promise<number | null> {
  if (requestsLeft() < 1) return null;
  const place = path.lastIndexOf('/');
  const inNamespace = `${path.slice(0, place)}/namespaces/${encodeURIComponent(namespace)}${path.slice(place)}`;
  const { total } = await kubernetes.list(inNamespace, z.unknown(), { signal, limit: 1, maxPages: 1 });
  return total;
}
