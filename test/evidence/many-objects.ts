/** An API server with very many objects of some kinds: paged, by namespace, metadata alone where that is asked for. */
import type { IncomingMessage } from 'node:http';
import type { Gathered } from '../../src/model.ts';
import type { ApiMetrics } from '../../src/evidence/api-metrics.ts';
import { apiMetrics, gathered, objects } from '../support/evidence.ts';
import type { Reply } from '../kubernetes/fake-server.ts';
import { apis, listOf } from './gathering.ts';

export interface ServedObject {
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly namespace?: string;
    readonly name: string;
  };
  readonly [field: string]: unknown;
}

/** By path of the cluster-wide list: `/apis/batch/v1/jobs`. */
export type Served = Readonly<Record<string, readonly ServedObject[]>>;

interface ServeOptions {
  /** Versions of `/apis`. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Servers before 1.21 do not say what remains of a list of metadata. */
  readonly tellsRemaining?: boolean;
}

export function servingMany(served: Served, { groups = {}, tellsRemaining = true }: ServeOptions = {}) {
  return (asked: string, { headers }: IncomingMessage): Reply => {
    const url = new URL(asked, 'http://any');
    if (url.pathname === '/apis') return { body: apis(groups) };
    const [, root = '', namespace, resource = ''] =
      /^(\/api\/v1|\/apis\/[^/]+\/[^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)$/u.exec(url.pathname) ?? [];
    const all = served[`${root}/${resource}`]?.filter(
      ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
    );
    if (all === undefined) return { status: 404, body: '404 page not found' };
    const metadataOnly = headers.accept?.includes('as=PartialObjectMetadataList') === true;
    const from = Number(url.searchParams.get('continue') ?? '0');
    const to = from + Number(url.searchParams.get('limit'));
    const items = all
      .slice(from, to)
      .map(({ metadata, ...rest }) => (metadataOnly ? { metadata } : { metadata, ...rest }));
    const left = all.length - to;
    const remains = tellsRemaining || !metadataOnly ? { remainingItemCount: left } : {};
    return { body: listOf(items, left > 0 ? { continue: String(to), ...remains } : {}) };
  };
}

/** So many objects of a namespace, the first field manager and the age of each the same. */
export function many(
  count: number,
  namespace: string | undefined,
  given: Readonly<Record<string, unknown>> = {},
): readonly ServedObject[] {
  return Array.from({ length: count }, (_, index) => ({
    metadata: {
      ...(namespace === undefined ? {} : { namespace }),
      name: `one-${index}`,
      creationTimestamp: '2026-11-20T12:00:00Z',
      managedFields: [{ manager: 'dispatcher', time: '2026-11-20T12:00:00Z' }],
      ...given,
    },
    data: { secret: 'of the object itself' },
  }));
}

/** What the first round found: these counts and no others. */
export function counting(counts: Readonly<Record<string, number>>, unreadable: readonly string[] = []) {
  return { known: { apiMetrics: gathered(apiMetrics({ objects: objects(counts, { unreadable }) })) } };
}

export function knowing(one: Gathered<ApiMetrics>) {
  return { known: { apiMetrics: one } };
}
